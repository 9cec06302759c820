import type { ChildCard } from '@quad/shared/attendance';
import type { Paged } from '@quad/shared/platform';
import type { PersonDetails, PersonRow, SchoolListRow } from '@quad/shared/schools';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { newId } from '../../../platform/database/connect';
import { enrolPeople } from '../../identity';
import { MembershipModel } from '../../identity/person.model';
import { EnrolmentModel } from '../class.model';
import { aSchool, type ASchool } from '../schools.builders';

let test: TestApp;
let first: ASchool;
let second: ASchool;
let office: Agent;
let pupil: string;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());
beforeEach(async () => {
  first = await aSchool(test.app.platform, { password });
  second = await aSchool(test.app.platform, { password, districtId: first.districtId });
  await test.setClock(first.districtId, '2026-03-04', '09:00');
  office = await test.signIn(first.office);
  pupil = first.pupils[0] ?? '';
});

const at = (path: string, { schoolId } = first): string => `/api/v1/schools/${schoolId}${path}`;
const idOf = async (login: string): Promise<string> =>
  ((await (await test.signIn(login)).get('/api/v1/me')).body as { personId: string }).personId;
const person = async (personId: string, agent = office, school = first): Promise<PersonDetails> =>
  (await agent.get(at(`/people/${personId}`, school))).body as PersonDetails;
const listed = async (state: string): Promise<PersonRow[]> =>
  ((await office.get(at(`/people?role=student&state=${state}`))).body as Paged<PersonRow>).rows.filter(
    ({ personId }) => personId === pupil,
  );
const give = (from: string) =>
  office.post(at('/memberships')).send({ personId: pupil, role: 'student', from });
const end = (membershipId: string, to: string | null) =>
  office.put(at('/memberships')).send({ membershipIds: [membershipId], to });
/** Somebody of `first`'s district who is several things. */
async function somebody(...roles: ['teacher' | 'schoolAdmin' | 'districtAdmin', ASchool | null][]) {
  const login = `somebody-${newId()}`;
  const names = { code: login, givenName: 'Sam', familyName: 'Several', login, password };
  for (const [role, school] of roles)
    await enrolPeople(
      { districtId: first.districtId, schoolId: school?.schoolId ?? null, from: '2026-01-05' },
      [{ ...names, role }],
      test.app.platform.hasher,
    );
  return { personId: await idOf(login), login };
}

describe('a role given again after it ended', () => {
  it('is a spell of its own: the first keeps its days, and the person is listed and counted once', async () => {
    const [membership] = (await person(pupil)).memberships;
    await end(membership!.membershipId, '2026-01-31');
    expect(await listed('ended')).toMatchObject([{ from: '2026-01-05', to: '2026-01-31' }]);
    expect((await give('2026-03-02')).status).toBe(200);
    expect((await person(pupil)).memberships).toMatchObject([
      { role: 'student', from: '2026-03-02', to: null },
      { role: 'student', from: '2026-01-05', to: '2026-01-31' },
    ]);
    expect(await listed('current')).toMatchObject([{ from: '2026-03-02', to: null }]);
    expect(await listed('ended')).toEqual([]);
    // brought back by mistake, the first now overlaps the second
    await end(membership!.membershipId, null);
    expect(await listed('current')).toHaveLength(1);
    const admin = await test.signIn(first.admin);
    const { rows } = (await admin.get('/api/v1/schools')).body as Paged<SchoolListRow>;
    expect(rows.find(({ schoolId }) => schoolId === first.schoolId)).toMatchObject({ pupils: 3 });
  });

  it('goes on where it has not ended yet, and begins earlier where it was still to begin', async () => {
    const [membership] = (await person(pupil)).memberships;
    await end(membership!.membershipId, '2026-03-31');
    await give('2026-03-10');
    expect((await person(pupil)).memberships).toMatchObject([{ from: '2026-01-05', to: null }]);
    await end(membership!.membershipId, '2026-01-31');
    await give('2026-09-01');
    await give('2026-03-04');
    expect((await person(pupil)).memberships.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-04', null],
      ['2026-01-05', '2026-01-31'],
    ]);
  });

  it('keeps its classes when the end of the earlier spell is corrected', async () => {
    const [membership] = (await person(pupil)).memberships;
    await end(membership!.membershipId, '2026-01-31');
    await give('2026-03-02');
    await office.post(at(`/classes/${first.history}/pupils`)).send({ pupilIds: [pupil] });
    await end(membership!.membershipId, '2026-01-30');
    const spells = await EnrolmentModel.find({ classId: first.history, pupilId: pupil }).sort({ from: 1 });
    expect(spells.map(({ to }) => to)).toEqual(['2026-01-30', null]);
  });
});

describe('guardians of a pupil of two schools', () => {
  it('are each school’s own: what one school ends or gives changes nothing in the other', async () => {
    await enrolPeople(
      { districtId: first.districtId, schoolId: second.schoolId, from: '2026-02-01' },
      [
        {
          code: first.student.replace('student', 'pupil0'),
          givenName: 'Pupil0',
          familyName: 'Test',
          role: 'student',
        },
      ],
      test.app.platform.hasher,
    );
    const guardianId = await idOf(first.guardian);
    const child = await idOf(first.student);
    await enrolPeople(
      { districtId: first.districtId, schoolId: second.schoolId, from: '2026-02-01' },
      [{ code: first.guardian, givenName: 'Gus', familyName: 'Guardian', role: 'guardian' }],
      test.app.platform.hasher,
    );
    const other = await test.signIn(second.office);
    const [here] = (await person(child)).guardians;
    const endOf = (id: string, school: ASchool) => at(`/guardianships/${id}`, school);
    expect((await office.put(endOf(here!.guardianshipId, first)).send({ to: '2026-03-03' })).status).toBe(
      204,
    );
    const link = await other.post(at(`/people/${child}/guardians`, second)).send({ guardianId });
    expect(link.status).toBe(200);
    expect((await person(child)).guardians).toEqual([]);
    const [there] = (await person(child, other, second)).guardians;
    expect(there).toMatchObject({ personId: guardianId, from: '2026-03-04', to: null });
    // the guardian sees the child in the eyes of the school that knows them as its guardian
    const guardian = await test.signIn(first.guardian);
    const schoolsSeen = async () =>
      ((await guardian.get('/api/v1/me/children')).body as ChildCard[]).map(({ schoolId }) => schoolId);
    await eventually(async () => (await schoolsSeen()).join() === second.schoolId);
    expect((await other.put(endOf(here!.guardianshipId, second)).send({})).status).toBe(404);
    expect((await other.put(endOf(there!.guardianshipId, second)).send({ to: '2026-03-03' })).status).toBe(
      204,
    );
    await office.put(endOf(here!.guardianshipId, first)).send({ to: null });
    expect((await person(child, other, second)).guardians).toEqual([]);
    await eventually(async () => (await schoolsSeen()).join() === first.schoolId);
  });
});

describe('ranks', () => {
  it('hold wherever somebody has them: an office renames a colleague of two schools, and no admin', async () => {
    const rename = async (personId: string): Promise<number> =>
      (await office.patch(at(`/people/${personId}`)).send({ givenName: 'Kim' })).status;
    const both = await somebody(['teacher', first], ['teacher', second]);
    expect(await rename(both.personId)).toBe(204);
    const head = await somebody(['teacher', first], ['schoolAdmin', second]);
    expect(await rename(head.personId)).toBe(403);
    const boss = await somebody(['teacher', first], ['districtAdmin', null]);
    expect(await rename(boss.personId)).toBe(403);
  });

  it('are given back as they were when ending the last district admin is refused', async () => {
    const acting = await somebody(['districtAdmin', null]);
    const gone = await somebody(['teacher', first], ['districtAdmin', null]);
    const admins = { role: 'districtAdmin', districtId: first.districtId } as const;
    const set = (personId: string, to: string) =>
      MembershipModel.findOneAndUpdate(
        { ...admins, personId },
        { $set: { to } },
        { returnDocument: 'after' },
      );
    const ended = await set(gone.personId, '2026-02-01');
    await set(acting.personId, '2026-12-31');
    const last = await MembershipModel.findOne({ ...admins, to: null });
    await eventually(async () => (await test.signIn(acting.login)).get('/api/v1/me'));
    const answer = await (
      await test.signIn(acting.login)
    )
      .put('/api/v1/district/admins')
      .send({ membershipIds: [ended!._id, last!._id] });
    expect(answer.body).toMatchObject({ status: 409, about: { reason: 'lastAdmin' } });
    expect(await MembershipModel.findById(ended!._id)).toMatchObject({ to: '2026-02-01' });
    expect(await MembershipModel.findById(last!._id)).toMatchObject({ to: null });
  });
});

it('a person is made whole or not at all', async () => {
  const login = `half-${first.schoolId}`;
  const body = { role: 'teacher', givenName: 'Half', familyName: 'Made', code: 'T-77', login, password };
  const cut = vi.spyOn(MembershipModel, 'findOneAndUpdate').mockImplementationOnce(() => {
    throw new Error('killed');
  });
  expect((await office.post(at('/people')).send(body)).status).toBe(500);
  cut.mockRestore();
  expect((await test.anonymous.post('/api/v1/session').send({ login, password })).status).toBe(401);
  expect((await office.post(at('/people')).send(body)).status).toBe(200);
  await test.signIn(login);
  expect((await office.post(at('/people')).send({ ...body, login: 'another' })).body).toMatchObject({
    about: { reason: 'codeTaken' },
  });
});
