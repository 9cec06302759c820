import { randomUUID } from 'node:crypto';
import type { MarkRequest, SchoolDay, StudentAttendance } from '@quad/shared/attendance';
import type { Role } from '@quad/shared/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { enrolPeople } from '../../identity';
import { TeachingModel } from '../../schools/class.model';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { newId } from '../../../platform/database/connect';
import { AbsenceModel } from './absence.model';
import { ADevice, aDevice } from '../attendance.builders';
import { api, childOf, inboxOf, registerOf, reported } from './family.builders';
import { finishApprovalsJob } from './finish-approvals';
import { registerId } from '../register.repository';

let test: TestApp;
let school: ASchool;
let other: ASchool;
let [guardian, teacher, office]: Agent[] = [];
let device: ADevice;
let pupil: string;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());
beforeEach(async () => {
  school = await aSchool(test.app.platform, { password });
  other = await aSchool(test.app.platform, { password, districtId: school.districtId });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  [guardian, teacher, office] = await Promise.all(
    [school.guardian, school.teacher, school.office].map((login) => test.signIn(login)),
  );
  device = await aDevice(the(teacher), school);
  pupil = await childOf(the(guardian));
});

function the(agent: Agent | undefined): Agent {
  if (agent === undefined) throw new Error('not signed in yet');
  return agent;
}

/** Somebody with roles at several places. */
async function somebody(roles: [schoolId: string | null, role: Role][]): Promise<Agent> {
  const login = `both-${randomUUID().slice(0, 8)}`;
  const person = { code: login, givenName: 'Bo', familyName: 'Both', login, password };
  for (const [schoolId, role] of roles)
    await enrolPeople(
      { districtId: school.districtId, schoolId, from: '2026-01-05' },
      [{ ...person, role }],
      test.app.platform.hasher,
    );
  return test.signIn(login);
}

const markNow = async () => (await registerOf(device)).marks.find((mark) => mark.pupil === pupil);
const answer = (agent: Agent, id: string, body: object) =>
  agent.post(`${api}/mark-requests/${id}/answer`).send(body);

describe('an approval whose process died before its marks', () => {
  it('is finished by Quad, note and all, and can then be taken back', async () => {
    await device.send([device.mark([{ pupil, code: 'A', note: 'seat empty' }])]);
    const { id } = await reported(the(guardian), pupil);
    const decidedAt = Date.parse('2026-03-04T08:00:00Z');
    const died = { state: 'approved', code: 'E', finishing: true, decidedAt } as const;
    await AbsenceModel.updateOne({ _id: id }, { $set: died });
    expect((await the(office).post(`${api}/absences/${id}/reopen`).send()).status).toBe(409);
    await finishApprovalsJob.run(test.app.platform);
    await finishApprovalsJob.run(test.app.platform);
    expect(await markNow()).toMatchObject({ code: 'E', note: 'seat empty' });
    expect((await registerOf(device)).seq).toBe(2);
    expect((await the(office).post(`${api}/absences/${id}/reopen`).send()).status).toBe(200);
    expect(await markNow()).toMatchObject({ code: 'A', note: 'seat empty' });
  });
});

describe('a question about a mark', () => {
  const ask = async (): Promise<string> => {
    await device.send([device.mark([{ pupil, code: 'A' }])]);
    const path = `${api}/registers/${device.register.id}/marks/${pupil}/queries`;
    return ((await the(guardian).post(path).send({ text: 'She was there.', ver: 1 })).body as MarkRequest).id;
  };

  it('answered by two at once is answered by one, and the mark agrees with the answer', async () => {
    const id = await ask();
    const answers = await Promise.all([
      answer(the(office), id, { decision: 'correct', code: 'L' }),
      answer(the(teacher), id, { decision: 'decline', answer: 'I looked twice.' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [won] = answers.filter(({ status }) => status === 200);
    const { state } = won?.body as MarkRequest;
    expect((await markNow())?.code).toBe(state === 'corrected' ? 'L' : 'A');
  });

  it('granted with one click leaves alone a mark that has been changed since', async () => {
    await device.send([device.mark([{ pupil, code: 'A' }]), device.close()]);
    const path = `${api}/registers/${device.register.id}/marks/${pupil}/corrections`;
    const asked = await the(teacher).post(path).send({ code: 'P', reason: 'She was there' });
    const { id } = asked.body as MarkRequest;
    const mine = await aDevice(the(office), school);
    await mine.send([mine.mark([{ pupil, code: 'E' }], { reason: 'Letter shown' })]);
    expect((await answer(the(office), id, { decision: 'correct' })).body).toMatchObject({ code: 'conflict' });
    expect((await markNow())?.code).toBe('E');
    const decline = { decision: 'decline', answer: 'There is a letter.' };
    expect((await answer(the(office), id, decline)).status).toBe(200);
  });
});

describe('somebody with two roles', () => {
  it('has what waits for both in one inbox', async () => {
    const both = await somebody([
      [other.schoolId, 'office'],
      [school.schoolId, 'teacher'],
    ]);
    const { personId } = (await both.get(`${api}/me`)).body as { personId: string };
    const { districtId, schoolId, mathematics: classId } = school;
    const spell = { districtId, schoolId, classId, personId, from: '2026-01-05', to: null };
    await TeachingModel.create({ _id: newId(), ...spell });
    await device.send([device.mark([{ pupil, code: 'A' }])]);
    const path = `${api}/registers/${device.register.id}/marks/${pupil}/queries`;
    await the(guardian).post(path).send({ text: 'She was there.', ver: 1 });
    await eventually(async () => (await inboxOf(both)).waiting === 1);
    expect((await both.get(`${api}/mark-requests`)).body).toMatchObject({ total: 1 });
  });

  it('reads neither the words of a family nor the notes of a school that are another role’s', async () => {
    await reported(the(guardian), pupil, { text: 'at the clinic' });
    const above = await somebody([
      [null, 'districtAdmin'],
      [other.schoolId, 'office'],
    ]);
    const expected = await above.get(`${api}/registers/${device.register.id}/expected`);
    expect(expected.body).toMatchObject([{ pupil, kind: 'illness' }]);
    expect(expected.text).not.toContain('clinic');
    await device.send([device.mark([{ pupil, code: 'A', note: 'for staff here' }])]);
    const report = '/reports/register?from=2026-03-04&to=2026-03-04&format=csv';
    const ofDistrict = await above.get(`${api}/district${report}`);
    expect(ofDistrict.text).toContain('Pupil0');
    expect(ofDistrict.text).not.toContain('for staff here');
  });

  it('as a pupil of two schools is each school’s own', async () => {
    await enrolPeople(
      { districtId: school.districtId, schoolId: other.schoolId, from: '2026-01-05' },
      [{ ...(await personRow(pupil)), role: 'student' }],
      test.app.platform.hasher,
    );
    const there = await test.signIn(other.office);
    await eventually(async () => (await there.get(`${api}/pupils/${pupil}/attendance`)).status === 200);
    expect((await the(office).get(`${api}/pupils/${pupil}/attendance`)).status).toBe(200);
    await reported(the(guardian), pupil, { text: 'at the clinic' });
    const words = await Promise.all(
      [the(office), there].map(async (agent) => (await agent.get(`${api}/pupils/${pupil}/absences`)).text),
    );
    expect(words.map((text) => text.includes('clinic')).sort()).toEqual([false, true]);
  });
});

describe('time', () => {
  it('takes no marks for a day that is far ahead, and no arrival that is still to come', async () => {
    const key = { schoolId: school.schoolId, classId: school.mathematics, date: '2026-03-25', period: '1' };
    const id = registerId(key);
    const opened = await the(teacher).put(`${api}/registers/${id}`).send(key);
    const { epoch } = opened.body as { epoch: number };
    const early = new ADevice(the(teacher), device.actorId, { id, epoch });
    expect((await early.send([early.mark([{ pupil, code: 'P' }])])).body).toMatchObject({
      results: [{ out: 'rejected', reason: 'not_allowed' }],
    });
    const arrival = await the(office)
      .post(`${api}/schools/${school.schoolId}/arrivals`)
      .send({ pupilId: pupil, at: '09:30' });
    expect(arrival.body).toMatchObject({ status: 422, errors: [{ field: 'at' }] });
  });

  it('past keeps its meaning when the school changes its codes', async () => {
    const key = { schoolId: school.schoolId, classId: school.mathematics, date: '2026-03-03', period: '1' };
    const id = registerId(key);
    const opened = await the(office).put(`${api}/registers/${id}`).send(key);
    const { epoch } = opened.body as { epoch: number };
    const me = (await the(office).get(`${api}/me`)).body as { personId: string };
    const yesterday = new ADevice(the(office), me.personId, { id, epoch });
    await yesterday.send([yesterday.mark([{ pupil, code: 'A' }])]);
    const before = async () =>
      ((await the(guardian).get(`${api}/pupils/${pupil}/attendance`)).body as StudentAttendance).before;
    const was = await before();
    expect(was).toMatchObject({ present: 0, marked: 1 });
    const admin = await test.signIn(school.admin);
    await admin.put(`${api}/schools/${school.schoolId}/codes`).send({ preset: 'england' });
    expect(await before()).toEqual(was);
    const day = await the(office).get(`${api}/schools/${school.schoolId}/day?date=2026-03-03`);
    expect((day.body as SchoolDay).counts.absent).toBe(1);
  });
});

async function personRow(id: string) {
  const { PersonModel } = await import('../../identity/person.model');
  const person = await PersonModel.findById(id).lean();
  if (person === null) throw new Error('nobody');
  return { code: person.code, givenName: person.givenName, familyName: person.familyName };
}
