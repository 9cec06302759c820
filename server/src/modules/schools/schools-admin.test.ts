import type { Paged } from '@quad/shared/platform';
import type { SchoolCalendar, SchoolDetails, SchoolListRow } from '@quad/shared/schools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { TermModel } from './school.model';
import { aSchool, type ASchool } from './schools.builders';
import { lessonsOn, loadTimetable } from './timetable';

let test: TestApp;
let school: ASchool;
let foreign: ASchool;
let admin: Agent;
let office: Agent;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  foreign = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  admin = await test.signIn(school.admin);
  office = await test.signIn(school.office);
});
afterAll(() => test.stop());

const schools = async (agent: Agent, query = ''): Promise<Paged<SchoolListRow>> =>
  (await agent.get(`/api/v1/schools${query}`)).body as Paged<SchoolListRow>;
const at = (path = '', { schoolId } = school): string => `/api/v1/schools/${schoolId}${path}`;
const fresh = { name: 'Brook Lane', group: 'South', timeZone: 'Europe/London' };

describe('the schools of a district', () => {
  it('are made, listed, searched and sorted by its admins', async () => {
    const made = (await admin.post('/api/v1/schools').send({ ...fresh, code: 'BRO' })).body as SchoolDetails;
    expect(made).toMatchObject({ code: 'BRO', archivedAt: null });
    const all = await schools(admin, '?sort=pupils');
    expect(all).toMatchObject({ page: 1, pages: 1, total: 2 });
    expect(all.rows.map(({ pupils }) => pupils)).toEqual([3, 0]);
    expect((await schools(admin, '?q=BROOK south')).rows.map(({ schoolId }) => schoolId)).toEqual([
      made.schoolId,
    ]);
    expect((await schools(admin, '?q=nothing')).total).toBe(0);
    const again = await admin.post('/api/v1/schools').send({ ...fresh, code: 'BRO' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ about: { reason: 'codeTaken', code: 'BRO' } });
    const moved = await admin.patch(`/api/v1/schools/${made.schoolId}`).send({ group: null, name: 'Brook' });
    expect(moved.body).toMatchObject({ code: 'BRO', name: 'Brook', group: null });
  });

  it('begin with the codes of their district, made by hand or brought in', async () => {
    const other = await aSchool(test.app.platform, { password });
    const head = await test.signIn(other.admin);
    await head.put('/api/v1/district/codes').send({ preset: 'england' });
    const made = (await head.post('/api/v1/schools').send({ ...fresh, code: 'BRO' })).body as SchoolDetails;
    const { schoolId } = await aSchool(test.app.platform, { password, districtId: other.districtId });
    for (const id of [made.schoolId, schoolId])
      expect((await head.get(`/api/v1/schools/${id}/rules`)).body).toMatchObject({
        codeSet: 'england',
        ownCodes: false,
      });
  });

  it('are for others only what is theirs', async () => {
    expect((await schools(office)).rows.map(({ schoolId }) => schoolId)).toEqual([school.schoolId]);
    expect((await office.post('/api/v1/schools').send({ ...fresh, code: 'X' })).status).toBe(403);
    expect((await office.patch(at()).send({ name: 'Mine' })).status).toBe(403);
    expect((await office.put(at('/archived')).send({ archived: true })).status).toBe(403);
    expect((await office.get(at('', foreign))).status).toBe(404);
    expect((await admin.patch(at('', foreign)).send({ name: 'Mine' })).status).toBe(404);
    expect((await test.anonymous.get('/api/v1/schools')).status).toBe(401);
    expect((await (await test.signIn(school.teacher)).get('/api/v1/schools')).status).toBe(403);
    expect((await admin.patch(at()).send({ timeZone: 'Mars/Olympus' })).status).toBe(422);
  });

  it('are archived and brought back: no registers and no changes meanwhile, but people sign in', async () => {
    const archived = await admin.put(at('/archived')).send({ archived: true });
    expect((archived.body as SchoolDetails).archivedAt).toEqual(expect.any(Number));
    expect((await schools(admin)).rows.map(({ schoolId }) => schoolId)).not.toContain(school.schoolId);
    expect((await schools(admin, '?archived=yes')).rows.map(({ schoolId }) => schoolId)).toContain(
      school.schoolId,
    );
    const timetable = await loadTimetable(school.schoolId, test.app.platform);
    expect(timetable === null ? null : lessonsOn(timetable, '2026-03-04')).toEqual([]);
    const board = (await admin.get('/api/v1/board')).body as { schools: { schoolId: string }[] };
    expect(board.schools.map(({ schoolId }) => schoolId)).not.toContain(school.schoolId);
    const refused = await admin.put(at('/terms')).send({ terms: [] });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([409, 'school_archived']);
    const teacher = await test.signIn(school.teacher);
    expect((await teacher.get('/api/v1/me/classes')).body).toEqual([]);
    await admin.put(at('/archived')).send({ archived: false });
    expect((await teacher.get('/api/v1/me/classes')).body).toHaveLength(1);
  });
});

describe('a school’s calendar', () => {
  const calendar = async (): Promise<SchoolCalendar> =>
    (await admin.get(at('/calendar'))).body as SchoolCalendar;
  const term = (name: string, from: string, to: string) => ({ name, from, to });

  it('takes the whole list of terms, and refuses those that overlap or end before they begin', async () => {
    const terms = [term('Spring', '2026-01-05', '2026-04-02'), term('Summer', '2026-04-20', '2026-07-22')];
    expect(((await admin.put(at('/terms')).send({ terms })).body as SchoolCalendar).terms).toEqual(terms);
    await admin.put(at('/terms')).send({ terms: terms.slice(0, 1) });
    expect((await calendar()).terms).toEqual(terms.slice(0, 1));
    expect(await TermModel.countDocuments({ schoolId: school.schoolId })).toBe(2);
    await admin.put(at('/terms')).send({ terms });
    const overlapping = [...terms, term('May', '2026-05-01', '2026-05-31')];
    const refused = await admin.put(at('/terms')).send({ terms: overlapping });
    expect(refused.body).toMatchObject({
      status: 422,
      errors: [{ field: 'terms.2.to', message: 'overlaps another one' }],
    });
    const reversed = [term('Back', '2027-02-01', '2027-01-01')];
    expect((await admin.put(at('/terms')).send({ terms: reversed })).status).toBe(422);
    expect((await calendar()).terms).toEqual(terms);
    expect((await office.put(at('/terms')).send({ terms })).status).toBe(403);
    expect((await admin.put(at('/terms', foreign)).send({ terms })).status).toBe(404);
  });

  it('keeps a period as long as lessons need it', async () => {
    const { bells } = await calendar();
    const third = { period: '3', name: 'Period 3', starts: '11:00', ends: '11:50' };
    const more = await admin.put(at('/bells')).send({ bells: [...bells, third] });
    expect((more.body as SchoolCalendar).bells).toHaveLength(3);
    expect((await admin.put(at('/bells')).send({ bells })).status).toBe(200);
    const fewer = await admin.put(at('/bells')).send({ bells: bells.slice(1) });
    expect(fewer.status).toBe(409);
    expect(fewer.body).toMatchObject({
      detail: '7B Mathematics still has lessons in Period 1. End them first.',
      about: { reason: 'periodInUse', period: 'Period 1', className: '7B Mathematics' },
    });
    const meeting = await admin.put(at('/bells')).send({ bells: [...bells, { ...third, starts: '10:30' }] });
    expect(meeting.status).toBe(422);
    const twice = await admin.put(at('/bells')).send({ bells: [...bells, { ...third, name: 'period 1' }] });
    expect(twice.body).toMatchObject({ errors: [{ field: 'bells.2.name', message: 'stands there twice' }] });
  });

  it('says what a day is, in one school or in all, and tells what it said before', async () => {
    const other = await aSchool(test.app.platform, { password, districtId: school.districtId });
    const set = (kind: string | null) => admin.put(at('/days/2026-03-05')).send({ kind });
    expect((await set('strike')).body).toEqual({ schoolId: school.schoolId, kind: null });
    expect((await set('weather')).body).toEqual({ schoolId: school.schoolId, kind: 'strike' });
    const today = await (await test.signIn(school.teacher)).get('/api/v1/me/today');
    expect(today.body).toMatchObject({ dayKind: 'instructional' });
    const everywhere = await admin.put('/api/v1/district/days/2026-03-05').send({ kind: 'holiday' });
    expect(everywhere.body).toEqual({ schools: 3, before: [{ schoolId: school.schoolId, kind: 'weather' }] });
    expect((await calendar()).days).toContainEqual({ date: '2026-03-05', kind: 'holiday' });
    expect((await admin.get(at('/calendar', other))).body).toMatchObject({
      days: expect.arrayContaining([{ date: '2026-03-05', kind: 'holiday' }]),
    });
    await set(null);
    expect((await calendar()).days.map(({ date }) => date)).toEqual(['2026-03-06']);
    expect((await set('party')).status).toBe(422);
    expect((await office.put(at('/days/2026-03-05')).send({ kind: null })).status).toBe(403);
    expect((await office.put('/api/v1/district/days/2026-03-05').send({ kind: null })).status).toBe(403);
    expect((await admin.get(at('/calendar', foreign))).status).toBe(404);
  });
});
