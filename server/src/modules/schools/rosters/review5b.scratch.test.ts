import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { password, startTestApp, type TestApp } from '../../../testing/test-app';
import { GuardianshipModel, MembershipModel, PersonModel } from '../../identity/person.model';
import { ClassModel, EnrolmentModel } from '../class.model';
import { dangerouslyCreateDistrict } from '../create-district';
import { aDistrictFile, applyRead, countsOf, filesOf, readZip, zipped, type Rows, type Tables } from './roster.builders';

let test: TestApp;
let districtId = '';
let adminLogin = '';
beforeAll(async () => { test = await startTestApp(); });
afterAll(() => test.stop());
beforeEach(async () => {
  const code = newId().slice(-8);
  adminLogin = `admin-${code}`;
  const admin = { givenName: 'Ada', familyName: 'Admin', login: adminLogin, password };
  const made = await dangerouslyCreateDistrict({ code, name: 'T', timeZone: 'Europe/London', admin }, test.app.platform);
  await test.setClock(made.districtId, '2026-03-04', '08:50');
  districtId = made.districtId;
});
const place = () => ({ districtId, platform: test.app.platform });
const own = (tables: Tables): Tables => ({ ...tables, ...(tables.users && { users: tables.users.map((row) => ({ ...row, ...(row.username && { username: `${row.username}.${districtId}` }) })) }) });
const read = (tables: Tables, options = {}) => readZip(place(), zipped(filesOf(own(tables), options)));
const changed = (rows: Rows = [], key: string, set: Rows[number]): Rows => rows.map((row) => (row.sourcedId === key ? { ...row, ...set } : row));
const show = (name: string, plan: Awaited<ReturnType<typeof read>>) => console.log(name, JSON.stringify({ counts: countsOf(plan), guard: plan.guard, said: plan.said.slice(0, 6), unusable: plan.unusable }, null, 1));
async function bring(tables: Tables, options = {}) { const plan = await read(tables, options); const r = await applyRead(place(), plan); return { plan, r }; }

it('T1 new year codes', async () => {
  const file = aDistrictFile();
  await bring(file);
  const ren = (s = '') => s.replace(/^(S\d-c\d)$/, '$1-2027');
  const next = { ...file, classes: file.classes!.map((r) => ({ ...r, sourcedId: ren(r.sourcedId) })), enrollments: file.enrollments!.map((r) => ({ ...r, sourcedId: `n${r.sourcedId}`, classSourcedId: ren(r.classSourcedId) })) };
  const { plan, r } = await bring(next);
  show('T1 first', plan); console.log(r);
  show('T1 second', await read(next));
});
it('T2 refused enrolment rows', async () => {
  const file = aDistrictFile();
  await bring(file);
  show('T2 role', await read({ ...file, enrollments: changed(file.enrollments, 'e-S1-c0-student0', { role: 'pupil' }) }));
  show('T2 blank role', await read({ ...file, enrollments: changed(file.enrollments, 'e-S1-c0-student0', { role: '' }) }));
  show('T2 blank user', await read({ ...file, enrollments: changed(file.enrollments, 'e-S1-c0-student0', { userSourcedId: '' }) }));
  show('T2 roles blank user', await read({ ...file, roles: changed(file.roles, 'r-S1-c0-student0', { userSourcedId: '' }) }));
});
it('T3 no agents column', async () => {
  const file = aDistrictFile();
  await bring(file);
  show('T3', await read({ ...file, users: file.users!.map(({ agentSourcedIds: _, ...row }) => row) as Rows }));
});
it('T4 guardian tobedeleted', async () => {
  await bring(aDistrictFile());
  const { plan } = await bring({ users: [{ sourcedId: 'S1-c0-guardian0', status: 'tobedeleted', givenName: '', familyName: '' }] }, { mode: 'delta' });
  show('T4', plan);
});
it('T5 disabled admin', async () => {
  const admin = await PersonModel.findOne({ login: adminLogin }).lean();
  const zip = zipped(filesOf({ users: [{ sourcedId: admin!.code, enabledUser: 'false', givenName: 'Ada', familyName: 'Admin' }] }, { mode: 'delta' }));
  const plan = await readZip({ ...place(), by: admin!._id }, zip);
  await applyRead(place(), plan);
  console.log('T5', plan.said, (await PersonModel.findById(admin!._id).lean())?.disabled);
});
it('T6 truncated', async () => {
  const file = aDistrictFile();
  await bring(file);
  show('T6 enrol', await read({ ...file, enrollments: file.enrollments!.slice(0, 2) }));
  const cut = { ...file, classes: file.classes!.slice(0, 1) };
  const { plan } = await bring(cut);
  show('T6 classes', plan);
  console.log('open enrolments in ended classes', await EnrolmentModel.countDocuments({ districtId, to: null, classId: { $in: (await ClassModel.find({ districtId, to: { $ne: null } }).lean()).map((c) => c._id) } }));
  show('T6 classes again', await read(cut));
});
it('T7 chains', async () => {
  const file = aDistrictFile();
  await bring(file);
  const chain = { ...file, users: changed(changed(file.users, 'S1-c0-student0', { username: 'fresh' }), 'S1-c0-student1', { username: 's1-c0-student0' }), classes: changed(changed(file.classes, 'S1-c0', { classCode: 'NEW' }), 'S1-c1', { classCode: '7B' }) };
  const { plan, r } = await bring(chain);
  show('T7 first', plan); console.log(r);
  show('T7 second', await read(chain));
});
it('T8 office meanwhile', async () => {
  const file = aDistrictFile();
  const { enrollments: _, ...rest } = file;
  await bring(rest);
  const plan = await read(file);
  const [cls] = await ClassModel.find({ districtId, sourcedId: 'S1-c0' }).lean();
  await ClassModel.updateOne({ _id: cls!._id }, { $set: { to: '2026-03-03' } });
  const s = await PersonModel.findOne({ districtId, code: 'S1-c1-student0' }).lean();
  await MembershipModel.updateOne({ personId: s!._id }, { $set: { to: '2026-03-03' } });
  console.log('T8', await applyRead(place(), plan), 'in ended class', await EnrolmentModel.countDocuments({ classId: cls!._id, to: null }), 'of somebody gone', await EnrolmentModel.countDocuments({ pupilId: s!._id, to: null }), await GuardianshipModel.countDocuments({ districtId }));
});
it('T10 duplicate names, weird zips', async () => {
  const files = filesOf(own(aDistrictFile()));
  show('T10 dup', await readZip(place(), zipped({ ...files, 'Users.csv': 'sourcedId,givenName,familyName\r\n' })));
  const long = { ...files, 'users.csv': `${files['users.csv']}x,${'y'.repeat(10_000_000)}\r\n` };
  show('T10 long', await readZip(place(), zipped(long)));
});
