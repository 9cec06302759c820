import type { Mail } from '@quad/shared/notifications';
import type { Paged } from '@quad/shared/platform';
import type { Browser, Page } from '@playwright/test';
import type { ImportDetails } from '@quad/shared/imports';
import { strToU8, zipSync } from 'fflate';
import { expect, one, operatorKey, test } from './support/quad';

const admin = {
  givenName: 'Ida',
  familyName: 'Quist',
  login: 'arrival-admin',
  password: 'a district arrives',
};

test('a district arrives by file: its roster, its timetable, and a teacher who takes her register', async ({
  browser,
}) => {
  const ida = await someone(browser, 1440);
  await makeDistrict(ida);
  await ida.goto('/imports');
  await ida.getByLabel('Choose a file').setInputFiles({
    ...{ name: 'arrival.zip', mimeType: 'application/zip' },
    buffer: Buffer.from(
      zipSync(
        Object.fromEntries(Object.entries(roster).map(([name, lines]) => [name, strToU8(lines.join('\n'))])),
      ),
    ),
  });
  await ida.getByRole('button', { name: 'Lines not taken' }).click();
  await expect(ida.getByRole('row', { name: /users\.csv.*4.*familyName/ })).toBeVisible();
  await ida.getByRole('button', { name: /^Apply \d+ changes$/ }).click();
  await expect(ida.getByText(/^\d+ changes were made\.$/)).toBeVisible();

  await bringInTimetable(ida);

  const nadia = await someone(browser, 390);
  await nadia.goto(await invitation(ida));
  await expect(nadia.getByRole('heading', { name: 'Hello Nadia' })).toBeVisible();
  await nadia.getByLabel('Choose a password').fill('a long day at school');
  await nadia.getByRole('button', { name: 'Go in' }).click();
  await nadia.getByRole('button', { name: 'Take register', exact: true }).click();
  await nadia.getByRole('button', { name: /^Rest present/ }).click();
  await expect(nadia.getByText('2 of 2 marked')).toBeVisible();
});

async function someone(browser: Browser, width: number): Promise<Page> {
  const context = await browser.newContext({ baseURL: one(), viewport: { width, height: 844 } });
  return context.newPage();
}

async function makeDistrict(page: Page): Promise<void> {
  const { request } = page.context();
  const made = await request.post('/api/v1/operator/districts', {
    headers: { authorization: `Bearer ${operatorKey()}` },
    data: {
      ...{ code: 'ARRIVAL', name: 'Arrival district', timeZone: 'Europe/London', admin },
      adminsNeedSecondFactor: false,
    },
  });
  expect(made.ok()).toBe(true);
  const { login, password } = admin;
  expect((await request.post('/api/v1/session', { data: { login, password } })).ok()).toBe(true);
  const morning = { kind: 'set', date: '2026-03-04', time: '09:01' };
  expect((await request.put('/api/v1/district/clock', { data: morning })).ok()).toBe(true);
}

async function bringInTimetable(page: Page): Promise<void> {
  const { request } = page.context();
  const path = `/api/v1/imports?kind=timetable&fileName=timetable.csv&schoolId=${await schoolOf(page)}`;
  const headers = { 'content-type': 'text/csv' };
  const { importId } = (await (
    await request.post(path, { headers, data: timetable })
  ).json()) as ImportDetails;
  const state = async (): Promise<string> =>
    ((await (await request.get(`/api/v1/imports/${importId}`)).json()) as ImportDetails).state;
  await expect.poll(state).toBe('ready');
  await request.post(`/api/v1/imports/${importId}/apply`, { data: {} });
  await expect.poll(state).toBe('done');
}

async function schoolOf(page: Page): Promise<string> {
  const { rows } = (await (await page.context().request.get('/api/v1/schools')).json()) as Paged<{
    schoolId: string;
  }>;
  return rows[0]?.schoolId ?? '';
}

/** The address in the mail that the teacher gets. */
async function invitation(page: Page): Promise<string> {
  const { request } = page.context();
  const at = `/api/v1/schools/${await schoolOf(page)}`;
  const { rows } = (await (await request.get(`${at}/people?role=teacher`)).json()) as Paged<{
    personId: string;
  }>;
  await request.post(`${at}/invitations`, { data: { personIds: rows.map(({ personId }) => personId) } });
  const link = async (): Promise<string> => {
    const mails = (await (await request.get('/api/v1/mails')).json()) as Paged<Mail>;
    return /\/start#[\w-]+/.exec(mails.rows[0]?.text ?? '')?.[0] ?? '';
  };
  await expect.poll(link).not.toBe('');
  return link();
}

const files = ['orgs', 'academicSessions', 'classes', 'users', 'enrollments'];
const roster = {
  'manifest.csv': [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...files.map((name) => `file.${name},bulk`),
  ],
  'orgs.csv': ['sourcedId,name,type,parentSourcedId', 'A,Arrival School,school,'],
  'academicSessions.csv': ['sourcedId,title,type,startDate,endDate', 'T,Spring,term,2026-01-05,2026-04-03'],
  'classes.csv': [
    'sourcedId,title,courseSourcedId,classCode,schoolSourcedId,termSourcedIds',
    'C,4A Reading,,4A,A,T',
  ],
  'users.csv': [
    'sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,email',
    'N,true,A,teacher,nadia.brook,Nadia,Brook,nadia@arrival.example',
    'P1,true,A,student,,Leo,Martens,',
    'P2,true,A,student,,Nameless,,',
    'P3,true,A,student,,Ida,Sand,',
  ],
  'enrollments.csv': [
    'sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate',
    ...['N', 'P1', 'P3'].map(
      (person) => `E${person},C,A,${person},${person === 'N' ? 'teacher' : 'student'},,`,
    ),
  ],
};
const timetable = [
  'class_code,weekday,period,start,end,room,teacher_username,valid_from,valid_to',
  ...['Mon', 'Tue', 'Wed'].map((day) => `4A,${day},1,09:00,09:45,Room 3,nadia.brook,,`),
].join('\n');
