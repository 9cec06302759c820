import type { Conflict, Mark, MarkChange } from '@quad/shared/attendance';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { names, pupils } from '../../test-support/fake-register';
import { renderPage } from '../../test-support/render-page';
import { ConflictList } from './conflict-list';
import { undecided } from './conflicts';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));

const lind = 'd'.repeat(24);
const at = Date.parse('2026-03-04T09:02:00Z');

interface Met {
  pupil: string;
  aside?: Partial<MarkChange>;
  stands?: Partial<Mark> & { by?: string | null };
}

/** I marked absent, Mr Lind present; his entry is the second. */
function conflict(lost: Conflict['lost'], met: Met[], mid = 'm1'): Conflict {
  const changes = met.map(({ pupil, aside, stands }) => ({
    pupil,
    setAside: { pupil, code: 'A', ...aside },
    stands: { pupil, code: 'P', ver: 2, by: lind, ...stands },
  }));
  return { mid, seq: 3, by: lind, at, lost, changes };
}

function standing(changes: Partial<Mark> & { pending?: boolean } = {}) {
  return { marks: [{ pupil: pupils.ada, code: 'P', ver: 2, pending: false, ...changes }] };
}

const ada = [{ pupil: pupils.ada }];

test('a conflict is open until somebody marks that pupil again, here or elsewhere', () => {
  expect(undecided([conflict('mine', ada)], standing())).toHaveLength(1);
  expect(undecided([conflict('mine', ada)], standing({ ver: 4 }))).toEqual([]);
  expect(undecided([conflict('mine', ada)], standing({ pending: true }))).toEqual([]);
  expect(undecided([conflict('mine', ada)], { marks: [] })).toEqual([]);
});

test('two equal marks leave nothing to decide, two of one code with other minutes do', () => {
  const late = { code: 'L', minutes: 5 };
  const met = (minutes: number) => [
    conflict('mine', [{ pupil: pupils.ada, aside: late, stands: { ...late, minutes } }]),
  ];
  expect(undecided(met(5), standing())).toEqual([]);
  expect(undecided(met(12), standing())).toHaveLength(1);
});

test('what one colleague and I marked at once is one notice, however many actions it was', () => {
  const { marks } = standing();
  const both = { marks: [...marks, ...marks.map((mark) => ({ ...mark, pupil: pupils.bao }))] };
  const conflicts = [
    conflict('mine', ada, 'm1'),
    conflict('mine', [{ pupil: pupils.bao }], 'm2'),
    conflict('theirs', ada, 'm3'),
  ];
  const groups = undecided(conflicts, both);
  expect(groups.map(({ lost, by, marks: met }) => [lost, by, met.map(({ mid }) => mid)])).toEqual([
    ['mine', lind, ['m1', 'm2']],
    ['theirs', lind, ['m3']],
  ]);
});

async function shown(conflicts: Conflict[], locked = false) {
  const insist = vi.fn();
  const dismiss = vi.fn();
  const marks = Object.values(pupils).map((pupil) => ({ pupil, code: 'P', ver: 2, pending: false }));
  const groups = undecided(conflicts, { marks });
  const name = (id: string | null): string => names[id ?? ''] ?? 'A colleague';
  const register = { codeSet: 'international', timeZone: 'UTC' };
  await renderPage(() => (
    <ConflictList
      groups={groups}
      register={register}
      name={name}
      who={name}
      insist={locked ? null : insist}
      dismiss={dismiss}
    />
  ));
  return {
    insist,
    dismiss,
    said: await screen.findByRole('status', { name: 'Marked by two people at once' }),
  };
}

test('who lost is told whose mark stands, what was set aside and when, and can insist', async () => {
  const { insist, dismiss, said } = await shown([conflict('mine', ada)]);
  expect(said).toHaveTextContent(
    'Mr Lind and you marked Ada Young at the same time. Mr Lind’s mark (Present) stands; yours of 09:02 (Absent) was set aside.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Use mine' }));
  expect(insist).toHaveBeenCalledWith([{ pupil: pupils.ada, code: 'A' }]);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(dismiss).toHaveBeenCalledOnce();
});

test('who won is told, too, and can give way', async () => {
  const late = { code: 'L', minutes: 7, note: 'bus' };
  const { insist, said } = await shown([conflict('theirs', [{ pupil: pupils.ada, aside: late }])]);
  expect(said).toHaveTextContent(
    'Your mark (Present) stands; Mr Lind’s of 09:02 (Late, 7 min, “bus”) was set aside.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Use theirs' }));
  expect(insist).toHaveBeenCalledWith([{ pupil: pupils.ada, ...late }]);
});

test('of several pupils each can be decided alone or all at once', async () => {
  const { insist, said } = await shown([
    conflict('mine', [...ada, { pupil: pupils.bao, stands: { code: null } }]),
  ]);
  expect(said).toHaveTextContent('Mr Lind and you marked 2 pupils at the same time.');
  expect(within(said).getAllByRole('listitem')[1]).toHaveTextContent(
    'Bao Nguyen: no mark; yours was Absent, 09:02',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Use mine: Bao Nguyen' }));
  expect(insist).toHaveBeenLastCalledWith([{ pupil: pupils.bao, code: 'A' }]);
  await userEvent.click(screen.getByRole('button', { name: 'Use all 2 of mine' }));
  expect(insist.mock.lastCall?.[0]).toHaveLength(2);
});

test('where the register takes no marks it is only told', async () => {
  await shown([conflict('mine', ada)], true);
  expect(screen.queryByRole('button', { name: 'Use mine' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Dismiss' })).toBeVisible();
});
