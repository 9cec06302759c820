import { noCounts, type RegisterRow, type TeacherToday } from '@quad/shared/attendance';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeApi } from '../../test-support/fake-api';
import { renderPage } from '../../test-support/render-page';
import { LessonRow } from './today-row';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const registerId = '1'.repeat(24);
const unborn: RegisterRow = {
  ...{ registerId, classId: '6'.repeat(24), className: '8C Mathematics', date: '2026-03-04', period: '2' },
  ...{ periodName: '2', starts: '09:50', ends: '10:40', room: 'Room 12', pupils: 30, live: null },
};
const born: RegisterRow = {
  ...unborn,
  live: { epoch: 1, seq: 0, status: 'open', counts: { ...noCounts(), unmarked: 30 } },
};
const today: TeacherToday = {
  ...{
    date: '2026-03-04',
    now: 0,
    timeZone: 'UTC',
    dayKind: 'instructional',
    rows: [],
    next: null,
    missed: [],
  },
};
const name = /09:50 ?8C Mathematics/;

test('a register that is born is a link, so that it opens in a new tab too', async () => {
  const { router } = await renderPage(() => <LessonRow row={born} today={today} />);
  const link = screen.getByRole('link', { name });
  expect(link).toHaveAttribute('href', `/registers/${registerId}`);
  await userEvent.click(link);
  expect(router.state.location.pathname).toBe(`/registers/${registerId}`);
});

test('one that is not born yet is a button, which makes it first', async () => {
  const seen = fakeApi({});
  await renderPage(() => <LessonRow row={unborn} today={today} />);
  expect(screen.queryByRole('link')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name }));
  expect(seen).toMatchObject([{ method: 'PUT', path: `/registers/${registerId}` }]);
});
