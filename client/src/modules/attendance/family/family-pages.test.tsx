import {
  noCounts,
  type AbsenceReport,
  type ChildCard,
  type Inbox,
  type OwnMark,
} from '@quad/shared/attendance';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { serverSays } from '../../../test-support/fake-socket';
import { renderPage, someone } from '../../../test-support/render-page';
import { AbsencesPage } from './absences-page';
import { FamilyPage } from './family-page';
import { InboxPage } from './inbox-page';
import { ReportPage } from './report-page';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const [amara, obinna] = ['a'.repeat(24), 'b'.repeat(24)];
const school = '5'.repeat(24);
const now = Date.parse('2026-03-04T09:07:00Z');
const math = '1'.repeat(24);

const card = (pupil: string, name: string, changes: Partial<ChildCard> = {}): ChildCard => ({
  ...{ pupil, name, schoolId: school, schoolName: 'Harbour Academy', now, timeZone: 'UTC' },
  ...{ codeSet: 'international', today: '2026-03-04', month: '2026-03', marks: [], schoolDays: [] },
  term: { name: 'Spring term', from: '2026-01-05', to: '2026-03-27' },
  before: { counts: { ...noCounts(), present: 9, absent: 1 }, present: 9, marked: 10 },
  lessons: [{ registerId: math, className: 'Mathematics', starts: '08:55', ends: '09:45', room: null }],
  ...{ alert: null, absences: [] },
  ...changes,
});
const report = (changes: Partial<AbsenceReport> = {}): AbsenceReport => ({
  ...{ id: 'c'.repeat(24), pupil: amara, pupilName: 'Amara Okafor', from: '2026-03-04', to: '2026-03-04' },
  ...{
    reasonKind: 'illness',
    text: '',
    state: 'pending',
    code: null,
    answer: null,
    by: 'Ms Okafor',
    at: now,
  },
  ...{ decidedBy: null, decidedAt: null, file: null },
  ...changes,
});
const ngozi = someone({
  ...{ givenName: 'Ngozi', teaches: [], children: [amara, obinna] },
  memberships: [{ schoolId: school, schoolName: 'Harbour Academy', role: 'guardian' }],
});
const tom = someone({
  ...{ givenName: 'Tom', teaches: [] },
  memberships: [{ schoolId: school, schoolName: 'Harbour Academy', role: 'office' }],
});

test('a live mark changes the day of that child and of no other', async () => {
  fakeApi({ 'GET /me/children': () => answer([card(amara, 'Amara Okafor'), card(obinna, 'Obinna Okafor')]) });
  await renderPage(FamilyPage, { me: ngozi });
  const [hers, his] = [
    await screen.findByRole('article', { name: 'Amara Okafor' }),
    screen.getByRole('article', { name: 'Obinna Okafor' }),
  ];
  const mark: OwnMark = {
    ...{ pupil: amara, registerId: math, epoch: 1, ver: 1, date: '2026-03-04', className: 'Mathematics' },
    ...{ starts: '08:55', code: 'A', at: now },
  };
  act(() => serverSays('pupil:mark', mark));
  expect(await within(hers).findByText('Absent')).toBeInTheDocument();
  expect(within(his).queryByText('Absent')).toBeNull();
});

test('an alert is answered with one tap', async () => {
  const alert = {
    ...{
      id: 'd'.repeat(24),
      pupil: amara,
      pupilName: 'Amara Okafor',
      date: '2026-03-04',
      state: 'sent' as const,
    },
    ...{
      sentAt: now,
      retractedAt: null,
      lessons: [{ registerId: math, className: 'Mathematics', starts: '08:55' }],
    },
  };
  let state: 'sent' | 'answered' = 'sent';
  const seen = fakeApi({
    'GET /me/children': () => answer([card(amara, 'Amara Okafor', { alert: { ...alert, state } })]),
    'POST /alerts': () => {
      state = 'answered';
      return answer(report());
    },
  });
  await renderPage(FamilyPage, { me: ngozi });
  const group = await screen.findByRole('group', { name: 'Why is Amara away?' });
  await userEvent.click(within(group).getByRole('button', { name: 'Appointment' }));
  expect(await screen.findByText(/Thank you/)).toBeVisible();
  expect(seen.find(({ method }) => method === 'POST')?.body).toEqual({ reasonKind: 'appointment' });
});

test('“today, ill” needs one tap on the form, and a refusal says why', async () => {
  let refused = true;
  const seen = fakeApi({
    'GET /me/children': () => answer([card(amara, 'Amara Okafor'), card(obinna, 'Obinna Okafor')]),
    'POST /pupils': () => (refused ? refuse(409, 'conflict') : answer(report())),
  });
  const { router } = await renderPage(ReportPage, { me: ngozi, path: '/family/report' });
  const send = await screen.findByRole('button', { name: 'Tell the school' });
  await userEvent.click(send);
  expect(await screen.findByRole('alert')).toHaveTextContent(/changed in the meantime/);
  refused = false;
  await userEvent.click(send);
  await vi.waitFor(() => expect(router.state.location.pathname).toBe('/family'));
  const sent = seen.filter(({ method }) => method === 'POST').at(-1);
  expect(sent?.path).toBe(`/pupils/${amara}/absences`);
  expect(sent?.body).toMatchObject({ from: '2026-03-04', to: '2026-03-04', reasonKind: 'illness' });
});

test('the office approves what it selected, and takes it back', async () => {
  const rows = [report(), report({ id: 'e'.repeat(24), pupilName: 'Obinna Okafor' })];
  const seen = fakeApi({
    'GET /absences': () => answer({ rows, page: 1, pages: 1, total: 2 }),
    'POST /absences/decisions': () =>
      answer({ decided: rows.map(({ id }) => id), skipped: [], corrected: 2, notCorrected: 0 }),
    'POST /absences/': () => answer(report()),
    'GET /schools': () => refuse(404, 'not_found'),
  });
  await renderPage(AbsencesPage, { me: tom, path: '/absences' });
  for (const box of await screen.findAllByRole('checkbox')) await userEvent.click(box);
  const bar = screen.getByRole('region', { name: '2 selected' });
  await userEvent.click(within(bar).getByRole('button', { name: 'Approve' }));
  expect(await screen.findByText('2 approved, 2 marks corrected')).toBeVisible();
  expect(seen.find(({ path }) => path === '/absences/decisions')?.body).toEqual({
    decision: 'approve',
    ids: rows.map(({ id }) => id),
  });
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() =>
    expect(seen.filter(({ path }) => path.endsWith('/reopen')).map(({ path }) => path)).toHaveLength(2),
  );
});

test('a correction is granted with one click, a query needs the right code first', async () => {
  const request = {
    ...{
      id: '7'.repeat(24),
      state: 'open' as const,
      registerId: math,
      pupil: amara,
      pupilName: 'Amara Okafor',
    },
    ...{
      schoolId: school,
      classId: '6'.repeat(24),
      className: '7B Mathematics',
      date: '2026-03-03',
      starts: '08:55',
    },
    ...{ codeSet: 'international', code: 'A', text: 'came by bus', by: 'Ms Rao', at: now },
    ...{ answer: null, answeredBy: null, answeredAt: null },
  };
  const inbox: Inbox = {
    ...{ now, timeZone: 'UTC', waiting: 2 },
    items: [
      { kind: 'request', request: { ...request, kind: 'correction', proposed: { code: 'L' } } },
      { kind: 'request', request: { ...request, id: '8'.repeat(24), kind: 'query', proposed: null } },
    ],
  };
  const seen = fakeApi({
    'GET /me/inbox': () => answer(inbox),
    'POST /mark-requests': () => refuse(409, 'register_locked'),
  });
  await renderPage(InboxPage, { me: tom, path: '/inbox' });
  await userEvent.click(await screen.findByRole('button', { name: 'Correct to Late' }));
  expect(seen.find(({ method }) => method === 'POST')?.body).toEqual({ decision: 'correct', code: 'L' });
  expect(await screen.findByRole('alert')).toHaveTextContent('This register is locked.');
  expect(screen.getByRole('button', { name: 'Correct the mark' })).toBeDisabled();
});
