import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { eventually, password, startTestApp, type TestApp } from '../../../testing/test-app';
import { mathematicsOn } from '../../attendance/attendance.builders';
import { RegisterModel } from '../../attendance/register.model';
import { MembershipModel, PersonModel, SessionModel } from '../../identity/person.model';
import { ClassModel, EnrolmentModel } from '../class.model';
import { dangerouslyCreateDistrict } from '../create-district';
import { SchoolModel, TermModel } from '../school.model';
import { aSchool } from '../schools.builders';
import { RosterRowModel } from './roster-row.model';
import {
  aDistrictFile,
  applyRead,
  countsOf,
  filesOf,
  readZip,
  stateOf,
  zipped,
  type Rows,
  type Tables,
} from './roster.builders';

const today = '2026-03-04';
const yesterday = '2026-03-03';

let test: TestApp;
let districtId: string;
let adminLogin: string;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());

async function aDistrict(): Promise<string> {
  const code = newId().slice(-8);
  adminLogin = `admin-${code}`;
  const admin = { givenName: 'Ada', familyName: 'Admin', login: adminLogin, password };
  const made = await dangerouslyCreateDistrict(
    { code, name: 'Test district', timeZone: 'Europe/London', admin, adminsNeedSecondFactor: false },
    test.app.platform,
  );
  await test.setClock(made.districtId, today, '08:50');
  return made.districtId;
}
beforeEach(async () => {
  districtId = await aDistrict();
});

const place = () => ({ districtId, platform: test.app.platform });
/** sign-in names are the installation's, districts many */
const own = (tables: Tables): Tables => ({
  ...tables,
  ...(tables.users && {
    users: tables.users.map((row) => ({
      ...row,
      ...(row.username && { username: `${row.username}.${districtId}` }),
    })),
  }),
});
const read = (tables: Tables, options = {}) => readZip(place(), zipped(filesOf(own(tables), options)));
async function bring(tables: Tables, options = {}) {
  const plan = await read(tables, options);
  expect(plan.unusable).toBeNull();
  expect(await applyRead(place(), plan)).toEqual({ refused: 0 });
  return plan;
}
const without = (rows: Rows = [], key: string): Rows =>
  rows.filter((row) => !Object.values(row).includes(key));
const changed = (rows: Rows = [], key: string, set: Rows[number]): Rows =>
  rows.map((row) => (row.sourcedId === key ? { ...row, ...set } : row));
const asBytes = (res: object, done: (error: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  const stream = res as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
};
const personId = async (code: string): Promise<string> =>
  (await PersonModel.findOne({ districtId, code }).lean())?._id ?? '';

describe('a roster', () => {
  it('brings a district, and the same file again changes nothing', async () => {
    const plan = await bring(aDistrictFile());
    expect([plan.said, plan.notices]).toEqual([
      [],
      expect.arrayContaining([expect.objectContaining({ code: 'columnsMissing' })]),
    ]);
    expect(countsOf(plan)).toEqual({
      ...{ 'school add': 2, 'term add': 2, 'class add': 4, 'person add': 28, 'role add': 28 },
      ...{ 'enrolment add': 12, 'teaching add': 4, 'guardian add': 12 },
    });
    const again = await read(aDistrictFile());
    expect([again.changes, again.said, again.guard]).toEqual([
      [],
      [],
      { ending: 0, of: 28, exceeded: false },
    ]);
    expect(again.same).toEqual({
      ...{ school: 2, term: 2, class: 4, person: 28, role: 28, enrolment: 12, teaching: 4, guardian: 12 },
    });
    expect(await TermModel.find({ districtId }).lean()).toMatchObject([
      // the standard's end date is the first day after
      { name: 'Spring', from: '2026-01-05', to: '2026-07-17' },
      {},
    ]);
    expect(await EnrolmentModel.findOne({ districtId }).lean()).toMatchObject({
      ...{ from: '2026-01-05', to: null, rostered: true },
    });
    await eventually(async () => (await RosterRowModel.countDocuments({})) === 0);
  });

  it('ends what a bulk file leaves out, asks when that is many people, and brings them back', async () => {
    await bring(aDistrictFile());
    const file = aDistrictFile();
    const gone = {
      ...file,
      users: without(file.users, 'S1-c0-student0'),
      roles: without(file.roles, 'S1-c0-student0'),
    };
    const plan = await read(gone);
    expect(countsOf(plan)).toEqual({ 'role end': 1, 'enrolment end': 1, 'guardian end': 1 });
    expect(plan.guard).toEqual({ ending: 1, of: 28, exceeded: false });
    expect(plan.said).toEqual([
      'enrollments.csv: line 6 names user S1-c0-student0, whom this roster does not have',
    ]);
    await applyRead(place(), plan);
    expect(
      await MembershipModel.findOne({ personId: await personId('S1-c0-student0') }).lean(),
    ).toMatchObject({
      to: yesterday,
    });
    expect((await read(gone)).changes).toEqual([]);
    const later = changed(file.enrollments, 'e-S1-c0-student1', { beginDate: '2026-09-01' });
    expect((await read({ ...gone, enrollments: later })).changes).toEqual([]);
    const many = { ...file, users: file.users!.slice(0, 20), roles: file.roles!.slice(0, 20) };
    expect((await read(many)).guard).toEqual({ ending: 8, of: 27, exceeded: true });
    const cut = { ...file, enrollments: file.enrollments!.slice(0, 2) };
    expect((await read(cut)).guard).toMatchObject({ ending: 13, exceeded: true });
    const few = { ...file, classes: file.classes!.slice(0, 1) };
    expect((await read(few)).guard).toMatchObject({ ending: 12, exceeded: true });
    await bring(file);
    expect((await read(file)).changes).toEqual([]);
  });

  it('ends nothing that a refused or unreadable row may name, nor what the office made', async () => {
    await bring(aDistrictFile());
    const file = aDistrictFile();
    await MembershipModel.updateOne(
      { personId: await personId('S2-c0-teacher0') },
      { $unset: { rostered: 1 } },
    );
    const broken = {
      ...file,
      users: without(changed(file.users, 'S1-c0-student0', { familyName: '' }), 'S2-c0-teacher0'),
      roles: without(changed(file.roles, 'r-S1-c0-student1', { role: 'pupil' }), 'S2-c0-teacher0'),
      enrollments: changed(
        changed(file.enrollments, 'e-S1-c0-student2', { beginDate: 'yesterday' }),
        'e-S1-c1-student0',
        { role: 'pupil' },
      ),
    };
    const plan = await read(broken);
    expect(plan.said).toEqual([
      'users.csv: line 5 has no familyName',
      'roles.csv: line 6: “pupil” is no role of the standard',
      'enrollments.csv: line 8: “yesterday” is no day like 2026-09-01 between 2000 and 2100',
      'enrollments.csv: line 9: “pupil” is no role of the standard',
      'enrollments.csv: line 4 names user S2-c0-teacher0, whom this roster does not have',
    ]);
    expect(plan.changes).toEqual([]);
    const nobody = {
      ...file,
      users: file.users!.map(({ agentSourcedIds: _unsaid, ...row }) => row as Rows[number]),
      roles: without(changed(file.roles, 'r-S1-c0-student1', { userSourcedId: '' }), 'S1-c0-guardian0'),
      enrollments: changed(file.enrollments, 'e-S1-c0-student2', { userSourcedId: '' }),
    };
    expect((await read(nobody)).changes.filter(({ op }) => op === 'end')).toEqual([]);
    const files = filesOf(own({ ...file, users: file.users!.slice(0, 10), roles: file.roles!.slice(0, 10) }));
    files['users.csv'] = `${files['users.csv'] ?? ''}one,field\r\n`;
    files['roles.csv'] = `${files['roles.csv'] ?? ''},,,\r\nx\r\n`;
    const unreadable = await readZip(place(), zipped(files));
    expect(unreadable.changes.filter(({ op }) => op === 'end')).toEqual([]);
    expect(unreadable.notices.map(({ code, file: name }) => [name, code])).toContainEqual([
      'users.csv',
      'bulkUnreadable',
    ]);
  });

  it('is taken as it is in a delta: what is not named stays, tobedeleted ends', async () => {
    await bring(aDistrictFile());
    const delta = { mode: 'delta' };
    const enrolment = {
      ...{ sourcedId: 'new', status: 'active', classSourcedId: 'S1-c1', userSourcedId: 'S1-c0-student0' },
      role: 'student',
    };
    const plan = await bring(
      {
        users: ['S1-c0-student1', 'S2-c0-guardian0'].map((sourcedId) => ({
          ...{ sourcedId, status: 'tobedeleted', givenName: '', familyName: '' },
        })),
        enrollments: [
          enrolment,
          { ...enrolment, sourcedId: 'old', status: 'tobedeleted', classSourcedId: 'S1-c0' },
        ],
      },
      delta,
    );
    expect(countsOf(plan)).toEqual({
      ...{ 'role end': 2, 'guardian end': 2, 'enrolment end': 2, 'enrolment add': 1 },
    });
    expect(plan.guard).toBeNull();
    const spells = await EnrolmentModel.find({ pupilId: await personId('S1-c0-student0') }).lean();
    expect(spells.map(({ from, to }) => [from, to]).sort()).toEqual([
      ['2026-01-05', yesterday],
      [today, null],
    ]);
  });

  it('gives next year’s classes the codes of those that end', async () => {
    const file = aDistrictFile();
    await bring(file);
    const next = (key = ''): string => key.replace(/^(S\d-c\d)$/, '$1-2027');
    const year = {
      ...file,
      classes: file.classes!.map((row) => ({ ...row, sourcedId: next(row.sourcedId) })),
      enrollments: file.enrollments!.map((row) => ({ ...row, classSourcedId: next(row.classSourcedId) })),
    };
    const plan = await bring(year);
    expect([plan.said, plan.guard?.ending]).toEqual([[], 0]);
    expect(await ClassModel.findOne({ districtId, sourcedId: 'S1-c0-2027' }).lean()).toMatchObject({
      code: '7B',
    });
    expect((await read(year)).changes).toEqual([]);
  });

  it('puts nobody into a class that the office has ended since, nor whom it has let go', async () => {
    const { enrollments, ...file } = aDistrictFile();
    await bring(file);
    const plan = await read({ ...file, enrollments: enrollments! });
    await ClassModel.updateOne({ districtId, sourcedId: 'S1-c0' }, { $set: { to: yesterday } });
    const gone = { personId: await personId('S1-c1-student0') };
    await MembershipModel.updateOne(gone, { $set: { to: yesterday } });
    expect(await applyRead(place(), plan)).toEqual({ refused: 5 });
    expect(await EnrolmentModel.countDocuments({ districtId })).toBe(8);
  });

  it('says what is refused by line, and what hangs on it', async () => {
    const file = aDistrictFile({ classes: 1, pupils: 1 });
    const plan = await read({
      ...file,
      orgs: [...file.orgs!, { sourcedId: 'X', name: 'X', type: 'shop', parentSourcedId: '' }],
      classes: [
        ...file.classes!,
        { sourcedId: 'S1-c0', title: 'Twice', schoolSourcedId: 'S1' },
        { sourcedId: 'lost', title: 'Lost', schoolSourcedId: '12345', termSourcedIds: 'Q9' },
        {
          sourcedId: 'same',
          title: 'Same code',
          schoolSourcedId: 'S1',
          classCode: '7B',
          termSourcedIds: 'Q9',
        },
      ],
      users: [
        ...changed(file.users, 'S1-c0-student0', { email: 'no address', password: 'hunter2' }),
        { sourcedId: 'u', enabledUser: 'perhaps', username: 'x', givenName: 'A'.repeat(81), familyName: 'B' },
      ],
      roles: [
        ...file.roles!,
        { sourcedId: 'r1', userSourcedId: 'S1-c0-student0', role: 'ext:prefect', orgSourcedId: 'S1' },
        { sourcedId: 'r2', userSourcedId: 'u', role: 'student', orgSourcedId: 'S1' },
        { sourcedId: 'r3', userSourcedId: 'S1-c0-teacher0', role: 'systemAdministrator', orgSourcedId: 'S1' },
      ],
      enrollments: [
        ...file.enrollments!,
        { sourcedId: 'e1', classSourcedId: 'lost', userSourcedId: 'S1-c0-student0', role: 'student' },
        { sourcedId: 'e2', classSourcedId: 'none', userSourcedId: 'S1-c0-student0', role: 'student' },
        { sourcedId: 'e3', classSourcedId: 'S1-c0', userSourcedId: 'S2-c0-student0', role: 'student' },
        { sourcedId: 'e4', classSourcedId: 'S1-c0', userSourcedId: 'S1-c0-teacher0', role: 'proctor' },
      ],
    });
    expect(plan.said).toEqual([
      'classes.csv: line 4 has the sourcedId S1-c0, which line 2 has already',
      'orgs.csv: line 5: “shop” is no type of the standard',
      'classes.csv: line 5 names school 12345, which is neither in orgs.csv nor in Quad',
      'classes.csv: line 6 names session Q9, which is not in academicSessions.csv; the class is taken without it',
      'classes.csv: line 6: another class has the code 7B; this one gets same',
      'users.csv: line 4: “no address” is no e-mail address; the person is taken without it',
      'users.csv: line 8: givenName takes 80 characters at most',
      'roles.csv: line 8: the role ext:prefect gives no rights in Quad',
      'roles.csv: line 9 names user u, whose own row is not taken',
      'roles.csv: line 10: systemAdministrator in a school makes an admin of that school, not of the district',
      'enrollments.csv: line 9: Quad has students and teachers in a class, no proctor',
      'enrollments.csv: line 8: S2-c0-student0 is no student of School S1, where 7B Mathematics is',
      'enrollments.csv: line 6 names class lost, whose own row is not taken',
      'enrollments.csv: line 7 names class none, which is neither in classes.csv nor in Quad',
    ]);
    expect(JSON.stringify([plan.changes, plan.refusals])).not.toContain('hunter2');
  });

  it.each([
    ['no manifest', { 'users.csv': 'sourcedId' }, 'noManifest'],
    [
      'an unknown version',
      { 'manifest.csv': 'propertyName,value\noneroster.version,2.0\n' },
      'unknownVersion',
    ],
    ['two folders', { 'a/users.csv': '', 'b/manifest.csv': '' }, 'zipFolders'],
    ['a file twice', { 'users.csv': '', 'Users.csv': '' }, 'zipTwice'],
    [
      'a header that is not the standard’s',
      { ...filesOf({ users: [{ id: '1', name: 'A' }] }) },
      'missingHeaders',
    ],
    [
      'a quotation mark that never ends',
      { ...filesOf({}), 'users.csv': 'sourcedId,givenName,familyName\n"1,A,B\n' },
      'csvUnclosed',
    ],
  ])('with %s is refused whole', async (_, files, code) => {
    expect((await readZip(place(), zipped(files))).unusable).toMatchObject({ code });
  });

  it('neither ends the last admin of the district nor the role of whoever brings it', async () => {
    const admin = await PersonModel.findOne({ login: adminLogin }).lean();
    await MembershipModel.updateOne({ personId: admin?._id ?? '' }, { $set: { rostered: true } });
    const file = own(aDistrictFile());
    const byOther = await readZip(place(), zipped(filesOf(file)));
    expect(byOther.said).toEqual(['roles.csv: Ada Admin is the last admin of the district and stays one']);
    const byAdmin = await readZip({ ...place(), by: admin?._id ?? '' }, zipped(filesOf(file)));
    expect(byAdmin.refusals.map(({ code }) => code)).toEqual(['ownRoleKept']);
    const names = { givenName: 'Ada', familyName: 'Admin' };
    const out = { users: [{ sourcedId: admin?.code ?? '', enabledUser: 'false', ...names }] };
    const outs = zipped(filesOf(out, { mode: 'delta' }));
    const kept = await readZip({ ...place(), by: admin?._id ?? '' }, outs);
    expect([kept.changes, kept.refusals.map(({ code }) => code)]).toEqual([[], ['ownAccountKept']]);
  });

  it('takes over what stood before it by code, and signs out who is disabled', async () => {
    const school = await aSchool(test.app.platform, { districtId, password });
    const agent = await test.signIn(school.student);
    const { code = '' } = (await SchoolModel.findById(school.schoolId).lean()) ?? {};
    const student = await PersonModel.findOne({ login: school.student }).lean();
    await ClassModel.updateMany({ schoolId: school.schoolId }, { $unset: { rostered: 1 } });
    const plan = await bring(
      {
        orgs: [{ sourcedId: 'org', name: 'Renamed', type: 'school', identifier: code }],
        classes: [{ sourcedId: 'k', title: 'Maths', schoolSourcedId: 'org', classCode: 'MAT' }],
        users: [
          { sourcedId: student?.code ?? '', enabledUser: 'false', givenName: 'Given', familyName: 'Name' },
        ],
      },
      { mode: 'delta' },
    );
    expect(countsOf(plan)).toEqual({ 'school change': 1, 'class change': 1, 'person change': 1 });
    expect(await ClassModel.findById(school.mathematics).lean()).toMatchObject({
      ...{ sourcedId: 'k', name: 'Maths', code: 'MAT', rostered: true },
    });
    expect(await SessionModel.countDocuments({ personId: student?._id ?? '' })).toBe(0);
    await eventually(async () => (await agent.get('/api/v1/me')).status === 401);
  });

  it('moves a pupil out of a register that is open', async () => {
    const school = await aSchool(test.app.platform, { districtId, password });
    const office = await test.signIn(school.office);
    const { id, key } = mathematicsOn(school, today);
    await office.put(`/api/v1/registers/${id}`).send(key).expect(200);
    const pupil = await PersonModel.findById(school.pupils[0]).lean();
    await bring(
      {
        enrollments: [
          {
            ...{ sourcedId: 'e', status: 'tobedeleted', classSourcedId: school.mathematics },
            ...{ userSourcedId: pupil?.code ?? '', role: 'student' },
          },
        ],
      },
      { mode: 'delta' },
    );
    const register = await eventually(async () => {
      const found = await RegisterModel.findById(id).lean();
      return found?.seq === 1 && found;
    });
    expect(register.log).toMatchObject([
      { kind: 'roll', role: 'system', changes: [{ pupil: school.pupils[0], roll: 'leave' }] },
    ]);
  });
});

describe('the export', () => {
  it('comes back without a change, and makes the same of an empty district', async () => {
    const school = await aSchool(test.app.platform, { districtId, password });
    await bring(aDistrictFile());
    const admin = await test.signIn(adminLogin);
    const answer = await admin.get('/api/v1/roster.zip').buffer().parse(asBytes);
    const zip = answer.body as Buffer;
    const back = await readZip(place(), zip);
    expect([back.unusable, back.said, back.changes]).toEqual([null, [], []]);
    const before = await stateOf(districtId);
    const logins = (await PersonModel.find({ districtId }).lean()).map(({ _id }) => _id);
    await PersonModel.updateMany({ _id: { $in: logins } }, { $unset: { login: 1 } });
    districtId = await aDistrict();
    await applyRead(place(), await readZip(place(), zip));
    const after = await stateOf(districtId);
    expect(after).toEqual(before);
    expect((await readZip(place(), zip)).changes).toEqual([]);
    expect(school.schoolId).not.toBe('');
  });

  it('is for district admins alone', async () => {
    const school = await aSchool(test.app.platform, { districtId, password });
    const office = await test.signIn(school.office);
    expect((await office.get('/api/v1/roster.zip')).status).toBe(403);
    expect((await test.anonymous.get('/api/v1/roster.zip')).status).toBe(401);
  });
});
