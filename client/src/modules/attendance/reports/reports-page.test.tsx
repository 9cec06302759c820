import type { ClassWeek, ReportSetup } from '@quad/shared/attendance';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { renderPage, someone } from '../../../test-support/render-page';
import { PrintPage } from './print-page';
import { ReportsPage } from './reports-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));

const school = '5'.repeat(24);
const office = someone({
  memberships: [{ schoolId: school, schoolName: 'Harbour Academy', role: 'office' }],
});
const setup: ReportSetup = {
  ...{ schoolId: school, name: 'Harbour Academy', timeZone: 'Europe/London', today: '2026-03-04' },
  ...{ now: Date.parse('2026-03-04T09:07:00Z'), dayRule: 'lessons' },
  terms: [{ name: 'Spring term', from: '2026-01-05', to: '2026-04-02' }],
  classes: [{ classId: '6'.repeat(24), name: '7B Mathematics' }],
};
const saved: string[] = [];
beforeEach(() => {
  saved.length = 0;
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:file', revokeObjectURL: vi.fn() }));
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A file that comes as fast as the test lets it. */
function aFile() {
  let push: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (push = controller) });
  const name = "attachment; filename*=UTF-8''HAR_attendance.csv";
  const headers = { 'content-type': 'text/csv', 'x-quad-rows': '10', 'content-disposition': name };
  return {
    response: new Response(body, { headers }),
    send: (text: string) => push.enqueue(new TextEncoder().encode(text)),
    end: () => push.close(),
    breakOff: () => push.error(new Error('gone')),
  };
}

async function open(file: () => Response) {
  const seen = fakeApi({
    [`GET /schools/${school}/report-setup`]: () => answer(setup),
    [`GET /schools/${school}/reports/`]: file,
  });
  await renderPage(ReportsPage, { me: office, path: '/reports' });
  await screen.findByRole('radio', { name: /Attendance by pupil/ });
  return seen;
}

test('a report is chosen, its rows counted while they come, and saved under its name', async () => {
  const file = aFile();
  const seen = await open(() => file.response);
  await userEvent.click(screen.getByRole('radio', { name: /Chronic absence/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Term' }));
  await userEvent.click(screen.getByRole('button', { name: 'Download' }));
  file.send('row,name\r\n1,A\r\n2,B\r\n');
  expect(await screen.findByText(/3 of about 10 rows/)).toBeVisible();
  expect(saved).toEqual([]);
  file.end();
  expect(await screen.findByText('Saved: HAR_attendance.csv')).toBeVisible();
  expect(saved).toEqual(['HAR_attendance.csv']);
  const asked = seen.at(-1);
  expect(asked?.path).toBe(`/schools/${school}/reports/chronic-absence`);
  expect(asked?.query.toString()).toBe('format=csv&from=2026-01-05&to=2026-04-02');
});

test('what breaks off is not saved, and says so', async () => {
  const file = aFile();
  await open(() => file.response);
  await userEvent.click(screen.getByRole('button', { name: 'Download' }));
  file.send('row\r\n');
  await screen.findByText(/1 of about 10 rows/);
  file.breakOff();
  expect(await screen.findByRole('alert')).toHaveTextContent('The server cannot be reached');
  expect(saved).toEqual([]);
});

test('a download can be called off', async () => {
  await open(() => aFile().response);
  await userEvent.click(screen.getByRole('button', { name: 'Download' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  await screen.findByRole('button', { name: 'Download' });
  expect(saved).toEqual([]);
});

test('a refusal is said, and a range the wrong way round is not even asked for', async () => {
  const seen = await open(() => refuse(403, 'not_allowed'));
  await userEvent.click(screen.getByRole('button', { name: 'Download' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('You may not do this.');
  const before = seen.length;
  await userEvent.click(screen.getByRole('button', { name: 'Other days' }));
  const last = screen.getByLabelText('Last day');
  await userEvent.clear(last);
  await userEvent.type(last, '2026-02-01');
  await waitFor(() => expect(screen.getByText('The last day comes before the first.')).toBeVisible());
  expect(screen.getByRole('button', { name: 'Download' })).toBeDisabled();
  expect(seen).toHaveLength(before);
});

test('a week prints as a grid of pupils and lessons, with what its letters mean', async () => {
  const week: ClassWeek = {
    ...{ schoolName: 'Harbour Academy', className: '7B Mathematics', week: '2026-W10' },
    ...{ from: '2026-03-02', to: '2026-03-08', now: setup.now, timeZone: 'Europe/London' },
    codeSets: [{ codeSet: 'international' }],
    lessons: ['2026-03-02', '2026-03-03'].map((date, i) => ({
      ...{
        date,
        period: '1',
        periodName: 'Period 1',
        starts: '08:55',
        codeSet: 'international',
        taken: i === 0,
      },
    })),
    pupils: [{ pupil: '1'.repeat(24), name: 'Okafor, Amara', marks: [{ code: 'L', minutes: 7 }, null] }],
  };
  fakeApi({ [`GET /schools/${school}/classes/`]: () => answer(week) });
  await renderPage(PrintPage, {
    me: office,
    path: '/classes/:classId/print',
    at: `/classes/${'6'.repeat(24)}/print`,
  });
  expect(await screen.findByRole('row', { name: 'Okafor, Amara L7' })).toBeVisible();
  expect(screen.getByRole('columnheader', { name: /Tue 3.*not taken/ })).toBeVisible();
  expect(screen.getByText(/L Late/)).toBeVisible();
});
