import { noCounts, type DayRow, type SchoolDay, type Standing } from '@quad/shared/attendance';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi } from '../../../test-support/fake-api';
import { serverSays } from '../../../test-support/fake-socket';
import { renderPage, someone } from '../../../test-support/render-page';
import { DayPage } from './day-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const school = '5'.repeat(24);
const registerId = '1'.repeat(24);
const now = Date.parse('2026-03-04T09:07:00Z');
const late: DayRow = {
  ...{ registerId, classId: '6'.repeat(24), className: '7B Mathematics', period: '2', periodName: '2' },
  ...{ starts: '08:55', ends: '09:45', room: 'Room 12', teachers: ['Ms Rao'], pupils: 30 },
  ...{ standing: 'late', counts: { ...noCounts(), unmarked: 30 }, here: [], last: null },
};
const taken: DayRow = {
  ...late,
  standing: 'taking',
  counts: { ...noCounts(), present: 28, absent: 2 },
  here: ['Ms Rao'],
};

function day(row: DayRow, version: string): SchoolDay {
  const none: Record<Standing, number> = { notDue: 0, due: 0, late: 0, taking: 0, closed: 0, locked: 0 };
  return {
    ...{ schoolId: school, schoolName: 'Harbour Academy', date: '2026-03-04', now, timeZone: 'UTC', version },
    ...{ dayKind: 'instructional', codeSet: 'international', counts: row.counts as SchoolDay['counts'] },
    ...{ onRoll: 30, registers: { expected: 1, submitted: row.standing === 'taking' ? 1 : 0 } },
    standings: { ...none, [row.standing]: 1 },
    compare: {
      date: '2026-02-25',
      registers: 1,
      now: { present: 28, marked: 30 },
      then: { present: 30, marked: 30 },
    },
    ...{ rows: [row], page: 1, pages: 1, total: 1 },
  };
}

const office = someone({
  memberships: [{ schoolId: school, schoolName: 'Harbour Academy', role: 'office' }],
});

test('a late register becomes one that is being taken as soon as somebody takes it', async () => {
  let shown = day(late, '1');
  fakeApi({ [`GET /schools/${school}/day`]: () => answer(shown) });
  await renderPage(DayPage, { me: office });
  const row = await screen.findByRole('row', { name: /7B Mathematics/ });
  expect(within(row).getByText('Late')).toBeVisible();
  expect(within(row).getByRole('link', { name: '7B Mathematics' })).toHaveAttribute(
    'href',
    `/registers/${registerId}`,
  );
  shown = day(taken, '2');
  act(() => serverSays('stale', { topic: `school:${school}`, version: '2', room: 1 }));
  expect(await within(row).findByText('Ms Rao here now')).toBeVisible();
  expect(within(row).getByText('Being taken')).toBeVisible();
  expect(screen.getByText('1 / 1')).toBeVisible();
});

test('an answer that was overtaken on its way changes nothing', async () => {
  let shown = day(taken, '5');
  fakeApi({ [`GET /schools/${school}/day`]: () => answer(shown) });
  const { client } = await renderPage(DayPage, { me: office });
  const row = await screen.findByRole('row', { name: /7B Mathematics/ });
  shown = day(late, '4');
  await act(() => client.invalidateQueries({ queryKey: ['attendance', 'office', school] }));
  expect(within(row).getByText('Being taken')).toBeVisible();
});

test('a reminder says whom it went to, and one that came too soon says so', async () => {
  let again = false;
  fakeApi({
    [`GET /schools/${school}/day`]: () => answer(day(late, '1')),
    [`POST /registers/${registerId}/nudge`]: () =>
      again
        ? answer({ type: 'about:blank', code: 'conflict', status: 409, title: '', detail: 'Too soon.' }, 409)
        : answer({ teachers: ['Ms Rao'] }),
  });
  await renderPage(DayPage, { me: office });
  await userEvent.click(await screen.findByRole('button', { name: /^Nudge/ }));
  expect(await screen.findByText('Ms Rao: reminded.')).toBeVisible();
  again = true;
  await userEvent.click(screen.getByRole('button', { name: /^Nudge/ }));
  expect(await screen.findByText('Too soon.')).toBeVisible();
});

test('the change on the week before is said in words as well as by its sign', async () => {
  fakeApi({ [`GET /schools/${school}/day`]: () => answer(day(taken, '1')) });
  await renderPage(DayPage, { me: office });
  const change = await screen.findByText(/6\.7 on Wed 25 February/);
  expect(change).toHaveTextContent('▼ down 6.7 on Wed 25 February');
  expect(screen.getByText(/compared over 1 lesson submitted on both days/)).toBeVisible();
});
