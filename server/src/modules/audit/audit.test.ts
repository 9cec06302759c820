import type { AuditQuery, AuditRow, Disclosure } from '@quad/shared/audit';
import type { Paged } from '@quad/shared/platform';
import { unzipSync } from 'fflate';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditModel } from '../../platform/audit/audit.model';
import { beginRecord } from '../../platform/audit/record';
import { newId } from '../../platform/database/connect';
import { FileRoomModel } from '../../platform/files/file-room.model';
import { password, startTestApp, eventually, type Agent, type TestApp } from '../../testing/test-app';
import { aDevice } from '../attendance/attendance.builders';
import { AbsenceFileModel, AbsenceModel } from '../attendance/families/absence.model';
import { RegisterModel } from '../attendance/register.model';
import { aTakenRegister } from '../attendance/reports/reports.builders';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { ErasureModel } from './erasure.model';
import { cutOff, removeOld } from './retention';

let test: TestApp;
let school: ASchool;
let second: ASchool;
let foreign: ASchool;
let admin: Agent;
let office: Agent;
let guardian: Agent;
let teacher: Agent;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  second = await aSchool(test.app.platform, { password, districtId: school.districtId });
  foreign = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  [admin, office, guardian, teacher] = (await Promise.all(
    [school.admin, school.office, school.guardian, school.teacher].map((login) => test.signIn(login)),
  )) as [Agent, Agent, Agent, Agent];
});
afterAll(() => test.stop());

const api = '/api/v1';
const at = (path = '', { schoolId } = school): string => `${api}/schools/${schoolId}${path}`;
const acts = async (agent: Agent, query: AuditQuery = {}): Promise<Paged<AuditRow>> =>
  (await agent.get(`${api}/audit`).query(query)).body as Paged<AuditRow>;
const added = async (name: string, role = 'student'): Promise<string> => {
  const body = { role, givenName: 'New', familyName: name, email: `${name.toLowerCase()}@example.org` };
  return ((await office.post(at('/people')).send(body)).body as { personId: string }).personId;
};

describe('the audit', () => {
  it('has each administrative act with who, as what, where and to whom, and no word that was typed', async () => {
    const personId = await added('Vandermeer');
    const { rows, total } = await acts(admin, { act: 'createPerson', person: personId });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      ...{ act: 'createPerson', source: 'request', outcome: 'done', code: null, role: 'office' },
      by: { name: 'Olu Office' },
      school: { schoolId: school.schoolId },
      people: [{ personId, name: 'New Vandermeer' }],
      facts: [
        { field: 'schoolId', values: [school.schoolId] },
        { field: 'role', values: ['student'] },
      ],
      fields: ['givenName', 'familyName', 'email'],
    });
    expect(JSON.stringify(await AuditModel.find().lean())).not.toMatch(/vandermeer/i);
    // a person's own daily work is not in it
    await aDevice(teacher, school);
    expect((await acts(admin, { act: 'openRegister' })).total).toBe(0);
  });

  it('has what was refused, with the reason, and what nobody knows the end of', async () => {
    expect((await office.put(at('/archived')).send({ archived: true })).status).toBe(403);
    await admin.patch(at()).send({ code: 'MAT' });
    await admin.patch(at('', second)).send({ code: 'MAT' });
    const refused = await acts(admin, { act: 'editSchool', outcome: 'refused' });
    expect(refused.rows).toMatchObject([{ code: 'conflict', role: 'districtAdmin', fields: ['code'] }]);
    const { districtId } = school;
    await beginRecord({ districtId, act: 'setRules', source: 'request' });
    expect((await acts(admin, { outcome: 'begun' })).rows).toMatchObject([{ act: 'setRules', by: null }]);
  });

  it('records a repeated request once', async () => {
    const send = () =>
      office
        .post(at('/people'))
        .set('Idempotency-Key', 'one')
        .send({ role: 'student', givenName: 'O', familyName: 'Nce' });
    const { personId } = (await send()).body as { personId: string };
    await send();
    expect((await acts(admin, { person: personId })).total).toBe(1);
  });

  it('shows an admin of a school that school alone, and nobody another district', async () => {
    await test.anonymous
      .post(`${api}/operator/codes`)
      .set('Authorization', `Bearer ${test.app.platform.secrets.operatorKey}`)
      .send({ login: school.admin });
    expect((await acts(admin, { act: 'makeCode' })).rows).toMatchObject([
      { source: 'operator', outcome: 'done' },
    ]);
    await admin.put(at('/days/2026-03-05', second)).send({ kind: null });
    // an id that was only tried tells no name
    await office.post(at(`/classes/${school.history}/pupils`)).send({ pupilIds: [second.pupils[0]] });
    const login = `head-${school.schoolId.slice(-6)}`;
    const person = { givenName: 'H', familyName: 'Ead', login, password, role: 'schoolAdmin' };
    await admin.post(at('/people')).send(person);
    const head = await test.signIn(login);
    const seen = await acts(head);
    expect(seen.total).toBeGreaterThan(0);
    expect(new Set(seen.rows.map((row) => row.school?.schoolId))).toEqual(new Set([school.schoolId]));
    const named = seen.rows.flatMap(({ people }) => people.map(({ personId }) => personId));
    expect(named).not.toContain(second.pupils[0]);
    expect(seen.rows.map(({ act }) => act)).toContain('enrol');
    expect((await head.get(`${api}/audit?school=${second.schoolId}`)).status).toBe(404);
    expect((await admin.get(`${api}/audit?school=${foreign.schoolId}`)).status).toBe(404);
    const inSecond = await acts(admin, { school: second.schoolId });
    expect(inSecond.rows.map(({ act }) => act)).toEqual(['setDay', 'editSchool']);
    expect((await office.get(`${api}/audit`)).status).toBe(403);
    expect((await test.anonymous.get(`${api}/audit`)).status).toBe(401);
    expect((await admin.get(`${api}/audit?act=$ne`)).status).toBe(422);
    expect((await acts(admin, { from: '2000-01-01', to: '2000-01-02' })).total).toBe(0);
  });
});

describe('a pupil’s record of disclosures', () => {
  const of = async (agent: Agent, pupil: string): Promise<Disclosure[]> => {
    const answer = await agent.get(`${api}/pupils/${pupil}/disclosures`);
    expect(answer.status).toBe(200);
    return (answer.body as Paged<Disclosure>).rows;
  };

  it('has the letters about the pupil and the files of class, school and district that covered them', async () => {
    const pupil = school.pupils[0]!;
    const me = ((await guardian.get(`${api}/me`)).body as { children: string[] }).children[0]!;
    const range = 'from=2026-03-01&to=2026-03-03';
    await guardian.get(`${api}/pupils/${me}/letter?${range}`);
    await office.get(`${at('/reports/attendance')}?${range}&format=csv`);
    await office.get(`${at('/reports/attendance')}?${range}&format=csv&classId=${school.history}`);
    // before the pupil came
    await office.get(`${at('/reports/attendance')}?from=2025-03-01&to=2025-03-03&format=csv`);
    await admin.get(`${api}/roster.zip`);
    await admin.get(`${at('/reports/attendance', second)}?${range}&format=csv`);
    const mine = await of(guardian, me);
    expect(mine.map(({ act, scope, role }) => [act, scope, role])).toEqual([
      ['exportRoster', 'district', 'districtAdmin'],
      ['schoolReport', 'class', 'office'],
      ['schoolReport', 'school', 'office'],
      ['pupilLetter', 'pupil', 'guardian'],
    ]);
    expect(await of(office, me)).toEqual(mine);
    expect((await of(office, pupil)).length).toBeGreaterThanOrEqual(3);
    expect((await guardian.get(`${api}/pupils/${school.pupils[1]}/disclosures`)).status).toBe(404);
    expect((await office.get(`${api}/pupils/${second.pupils[0]}/disclosures`)).status).toBe(404);
    expect((await admin.get(`${api}/pupils/${foreign.pupils[0]}/disclosures`)).status).toBe(404);
    expect((await teacher.get(`${api}/pupils/${pupil}/disclosures`)).status).toBe(403);
    expect((await test.anonymous.get(`${api}/pupils/${pupil}/disclosures`)).status).toBe(401);
  });
});

describe('a person’s data', () => {
  const filesOf = async (agent: Agent, path: string): Promise<Record<string, string>> => {
    const answer = await agent.get(`${api}${path}`).buffer().parse(binary);
    expect(answer.status).toBe(200);
    const files = unzipSync(new Uint8Array(answer.body as Buffer));
    return Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]),
    );
  };

  it('comes as one file with every collection, and without anything that lets anybody in', async () => {
    const files = await filesOf(guardian, '/me/data.zip');
    expect(files['people.jsonl']).toContain('Guardian');
    expect(files['sessions.jsonl']).not.toBe('');
    expect(Object.values(files).join('')).not.toMatch(/passwordHash|deviceHash|sealed/);
  });

  it('has a child’s marks for the guardian; what staff wrote for staff the admin alone gets', async () => {
    const pupil = ((await guardian.get(`${api}/me`)).body as { children: string[] }).children[0]!;
    await aTakenRegister(
      { ...school, pupils: [pupil] },
      { date: '2026-03-02', codes: ['L'], note: 'quarrelled' },
    );
    const path = `/people/${pupil}/data.zip`;
    const child = await filesOf(guardian, path);
    expect(child['registers.jsonl']).toContain('"code":"L"');
    expect(child['registers.jsonl']).not.toContain('quarrelled');
    expect((await filesOf(admin, path))['registers.jsonl']).toContain('quarrelled');
    const given = await acts(admin, { act: 'personData', person: pupil });
    expect(given.rows.map(({ role }) => role)).toEqual(['districtAdmin', 'guardian']);
    expect((await guardian.get(`${api}/people/${school.pupils[1]}/data.zip`)).status).toBe(404);
    expect((await admin.get(`${api}/people/${foreign.pupils[0]}/data.zip`)).status).toBe(404);
    expect((await office.get(`${api}${path}`)).status).toBe(403);
    expect((await test.anonymous.get(`${api}/me/data.zip`)).status).toBe(401);
  });
});

describe('erasure', () => {
  it('takes a name out of every collection and leaves digests, counts and figures as they were', async () => {
    const personId = await added('Quillonde');
    await office.post(at(`/classes/${school.mathematics}/pupils`)).send({ pupilIds: [personId] });
    await aTakenRegister(
      { ...school, pupils: [personId] },
      { date: '2026-03-03', starts: '10:00', codes: ['A'], note: 'Quillonde was ill' },
    );
    // the admins are told of a new person by name
    await eventually(() => mongoose.connection.collection('notices').findOne({ 'about.name': /Quillonde/ }));
    const erase = (name: string, agent = admin) =>
      agent.post(`${api}/people/${personId}/erasure`).send({ name });
    const early = await erase('New Quillonde');
    expect([early.status, early.body]).toMatchObject([409, { about: { reason: 'roleHolds' } }]);
    const { memberships } = (await admin.get(at(`/people/${personId}`))).body as {
      memberships: { membershipId: string }[];
    };
    const membershipIds = memberships.map(({ membershipId }) => membershipId);
    await admin.put(at('/memberships')).send({ membershipIds, to: '2026-03-04' });
    await test.setClock(school.districtId, '2026-03-05', '09:00');
    expect((await erase('Quillonde')).status).toBe(422);
    expect((await erase('New Quillonde', office)).status).toBe(403);
    expect((await admin.post(`${api}/people/${foreign.pupils[0]}/erasure`).send({ name: 'x' })).status).toBe(
      404,
    );
    expect((await test.anonymous.post(`${api}/people/${personId}/erasure`).send({ name: 'x' })).status).toBe(
      401,
    );
    const before = await figures();

    const pseudonym = `Former pupil ${personId.slice(-4)}`;
    expect((await erase('New Quillonde')).body).toMatchObject({ personId, pseudonym });
    await eventually(() => ErasureModel.findOne({ _id: personId, doneAt: { $ne: null } }));
    expect((await erase('anything')).body).toEqual({ personId, pseudonym, done: true });
    expect(await figures()).toEqual(before);
    expect(await collectionsNaming('quillonde')).toEqual([]);
    expect((await acts(admin, { act: 'erase', person: personId })).rows.at(-1)?.people).toEqual([
      { personId, name: pseudonym },
    ]);
  });
});

describe('retention', () => {
  const years = (): string => at('/retention');

  it('is set by the school’s admins, six years at least', async () => {
    expect((await admin.get(years())).body).toEqual({ years: 7 });
    expect((await admin.put(years()).send({ years: 5 })).status).toBe(422);
    expect((await admin.put(years()).send({ years: 6 })).body).toEqual({ years: 6 });
    expect((await office.put(years()).send({ years: 6 })).status).toBe(403);
    expect((await admin.put(at('/retention', foreign)).send({ years: 6 })).status).toBe(404);
    expect((await test.anonymous.get(years())).status).toBe(401);
  });

  it('removes what is older, never what is younger, and records how much', async () => {
    const { districtId, schoolId } = school;
    await aTakenRegister(school, { date: '2019-03-04', codes: ['P'] });
    const young = await RegisterModel.countDocuments({ schoolId, date: { $gte: '2020-01-01' } });
    const before = { districtId, schoolId, date: '2020-01-01', instant: Date.UTC(2020, 0, 1) };
    expect(await removeOld(before, test.app.platform)).toEqual({ registers: 1 });
    expect(await removeOld(before, test.app.platform)).toEqual({});
    expect(await RegisterModel.countDocuments({ schoolId })).toBe(young);
    expect((await acts(admin, { act: 'removeOld' })).rows).toMatchObject([
      {
        source: 'job',
        facts: [
          { field: 'before', values: ['2020-01-01'] },
          { field: 'registers', values: [1] },
        ],
      },
    ]);
  });

  it('gives a school the room of its old files back', async () => {
    const { districtId, schoolId } = school;
    const owned = { _id: newId(), districtId, schoolId };
    const type = 'application/pdf';
    await AbsenceModel.create({
      ...{ ...owned, pupil: school.pupils[0], from: '2019-03-04', to: '2019-03-04', state: 'declined' },
      ...{ by: school.pupils[1], at: Date.UTC(2019, 2, 4), reasonKind: 'illness', text: '', code: null },
      ...{ answer: null, decidedBy: null, decidedAt: null, corrected: [], finishing: false },
      file: { type, bytes: 400 },
    });
    await AbsenceFileModel.create({ ...owned, type, content: Buffer.from('%PDF') });
    await FileRoomModel.create({ _id: schoolId, districtId, schoolId, bytes: 1_000 });
    const before = { districtId, schoolId, date: '2020-01-01', instant: Date.UTC(2020, 0, 1) };
    expect(await removeOld(before, test.app.platform)).toEqual({ absences: 1 });
    expect(await AbsenceFileModel.exists({ _id: owned._id })).toBeNull();
    expect((await FileRoomModel.findById(schoolId))?.bytes).toBe(600);
  });

  it('goes by whichever clock is behind, so that a clock set ahead wipes nothing out', () => {
    const year = 365 * 24 * 3_600_000;
    const place = { districtId: 'd', schoolId: 's' };
    const real = cutOff(place, 0, 'Europe/London', 6).date;
    expect(cutOff(place, 20 * year, 'Europe/London', 6).date).toBe(real);
    expect(cutOff(place, -2 * year, 'Europe/London', 6).date < real).toBe(true);
    expect(cutOff(place, 0, 'Europe/London', 1).date).toBe(real);
  });
});

async function figures(): Promise<unknown> {
  const registers = await RegisterModel.find({ schoolId: school.schoolId }, { digest: 1, counts: 1, seq: 1 })
    .sort({ _id: 1 })
    .lean();
  const range = 'from=2026-03-02&to=2026-03-04&format=json';
  const report = await admin.get(`${at('/reports/ada-adm')}?${range}`);
  return { registers, rows: (report.body as { rows: unknown }).rows };
}

async function collectionsNaming(word: string): Promise<string[]> {
  const { db } = mongoose.connection;
  const found: string[] = [];
  for (const { name } of await db!.listCollections().toArray()) {
    const documents = await db!.collection(name).find().toArray();
    if (JSON.stringify(documents).toLowerCase().includes(word)) found.push(name);
  }
  return found;
}

/** Superagent's own parser would take a zip for text. */
function binary(res: object, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = res as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}
