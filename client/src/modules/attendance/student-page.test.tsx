import { noCounts, type OwnMark, type StudentAttendance } from '@quad/shared/attendance';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi } from '../../test-support/fake-api';
import { serverSays } from '../../test-support/fake-socket';
import { renderPage, someone } from '../../test-support/render-page';
import { StudentPage } from './student-page';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const math = '1'.repeat(24);
const now = Date.parse('2026-03-04T09:07:00Z');
const mark = (changes: Partial<OwnMark> = {}): OwnMark => ({
  pupil: '9'.repeat(24),
  registerId: math,
  epoch: 1,
  ver: 3,
  date: '2026-03-04',
  className: '7B Mathematics',
  starts: '08:55',
  code: 'P',
  at: now,
  ...changes,
});
const own = (marks: OwnMark[]): StudentAttendance => ({
  ...{ now, timeZone: 'UTC', codeSet: 'international', today: '2026-03-04', month: '2026-03', marks },
  term: { name: 'Spring term', from: '2026-01-05', to: '2026-03-27' },
  before: { counts: { ...noCounts(), present: 8, absent: 1 }, present: 8, marked: 9 },
  lessons: [
    { registerId: math, className: '7B Mathematics', starts: '08:55', ends: '09:45', room: 'Room 12' },
  ],
  schoolDays: ['2026-03-03', '2026-03-04'],
});

async function open(marks: OwnMark[]) {
  const seen = fakeApi({ 'GET /me/attendance': () => answer(own(marks)) });
  await renderPage(StudentPage, {
    me: someone({
      givenName: 'Amara',
      memberships: [{ schoolId: '5'.repeat(24), schoolName: 'H', role: 'student' }],
    }),
  });
  await screen.findByText('Spring term');
  return seen;
}

test('a live mark of today changes ring, sentence and timetable at once', async () => {
  const seen = await open([]);
  expect(screen.getByRole('img', { name: '88.9%' })).toBeVisible();
  act(() => serverSays('pupil:mark', mark()));
  expect(await screen.findByRole('img', { name: '90.0%' })).toBeVisible();
  expect(screen.getByText('9 of 10 lessons')).toBeVisible();
  expect(screen.getByText('Marked present 09:07')).toBeVisible();
  expect(seen.filter(({ path }) => path === '/me/attendance')).toHaveLength(1);
});

test('a mark that was overtaken on its way changes nothing', async () => {
  await open([mark({ ver: 5, code: 'A' })]);
  expect(screen.getByText('8 of 10 lessons')).toBeVisible();
  act(() => serverSays('pupil:mark', mark({ ver: 4 })));
  // the cache tells its screens a moment later
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(screen.getByText('8 of 10 lessons')).toBeVisible();
  act(() => serverSays('pupil:mark', mark({ ver: 1, epoch: 2 })));
  expect(await screen.findByText('9 of 10 lessons')).toBeVisible();
});

test('an earlier day’s mark shows in the month, and the total is asked for again', async () => {
  await open([]);
  const late = mark({ date: '2026-03-03', registerId: '2'.repeat(24), code: 'L', minutes: 4 });
  let total = 0;
  fakeApi({
    'GET /me/attendance': () => {
      total += 1;
      return answer({
        ...own([late]),
        before: { counts: { ...noCounts(), present: 8, late: 1, absent: 1 }, present: 9, marked: 10 },
      });
    },
  });
  act(() => serverSays('pupil:mark', late));
  expect(await screen.findByRole('button', { name: 'Tuesday 3 March: Late' })).toBeVisible();
  expect(await screen.findByText('9 of 10 lessons')).toBeVisible();
  expect(total).toBe(1);
});

test('a day stands for its worst mark and opens to all of them', async () => {
  const lessons = [
    mark({ date: '2026-03-03' }),
    mark({ date: '2026-03-03', registerId: '2'.repeat(24), className: '7B Art', starts: '14:10', code: 'A' }),
  ];
  await open(lessons);
  await userEvent.click(screen.getByRole('button', { name: 'Tuesday 3 March: Absent' }));
  const opened = screen.getByRole('heading', { name: 'Tuesday 3 March' }).parentElement;
  expect(
    within(opened!)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(['08:557B MathematicsPPresent', '14:107B Artno reason yetAAbsent']);
});
