import type { Clock, ImportResult, MyClass, SchoolImport } from '@quad/shared/schools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type TestApp } from '../../testing/test-app';
import { PersonModel } from '../identity/person.model';
import { ClassModel, EnrolmentModel, LessonModel } from './class.model';
import { SchoolModel } from './school.model';
import { aSchool, type ASchool } from './schools.builders';
import { rollOn } from './rolls';
import { loadTimetable } from './timetable';

let test: TestApp;
let school: ASchool;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
});
afterAll(() => test.stop());

const incoming: SchoolImport = {
  code: 'NEW',
  name: 'New school',
  group: 'North',
  timeZone: 'Europe/London',
  terms: [{ name: 'Spring', from: '2026-01-05', to: '2026-04-02' }],
  periods: [{ period: '1', name: 'Period 1', starts: '08:55', ends: '09:45' }],
  teachers: [{ code: 'T1', givenName: 'Tess', familyName: 'Teacher', login: 'tess.new', password }],
  pupils: [{ code: 'P1', givenName: 'Pia', familyName: 'Pupil' }],
  classes: [
    {
      code: 'A',
      name: 'Class A',
      subject: 'All',
      room: null,
      teacherCodes: ['T1'],
      pupilCodes: ['P1'],
      lessons: [{ weekday: 1, period: '1' }],
    },
  ],
};

describe('bringing in a school', () => {
  it('makes it whole, and the same again changes nothing', async () => {
    const admin = await test.signIn(school.admin);
    const first = await admin.post('/api/v1/schools/import').send(incoming);
    expect(first.body).toMatchObject({
      created: true,
      people: 2,
      classes: 1,
      lessons: 1,
    } satisfies Partial<ImportResult>);
    const countAll = () =>
      Promise.all(
        [SchoolModel, ClassModel, EnrolmentModel, LessonModel, PersonModel].map((model) =>
          (model as typeof SchoolModel).countDocuments(),
        ),
      );
    const before = await countAll();
    const again = await admin.post('/api/v1/schools/import').send({ ...incoming, name: 'New name' });
    expect(again.body).toMatchObject({ created: false, schoolId: (first.body as ImportResult).schoolId });
    expect(await countAll()).toEqual(before);
    expect((await SchoolModel.findOne({ code: 'NEW' }).lean())?.name).toBe('New name');
    const tess = await test.signIn('tess.new');
    expect((await tess.get('/api/v1/me/classes')).body as MyClass[]).toMatchObject([
      { name: 'Class A', schoolName: 'New name', pupils: 1 },
    ]);
  });

  it('refuses a class that names somebody it does not bring, and writes nothing', async () => {
    const admin = await test.signIn(school.admin);
    const broken = {
      ...incoming,
      code: 'BROKEN',
      classes: [{ ...incoming.classes[0], pupilCodes: ['nobody'] }],
    };
    const answer = await admin.post('/api/v1/schools/import').send(broken);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      errors: [{ field: 'classes.0.pupilCodes', message: 'nobody is not in this import' }],
    });
    expect(await SchoolModel.countDocuments({ code: 'BROKEN' })).toBe(0);
  });

  it('refuses a sign-in name somebody else has, and whoever is not a district admin', async () => {
    const admin = await test.signIn(school.admin);
    const taken = {
      ...incoming,
      code: 'TAKEN',
      teachers: [{ ...incoming.teachers[0], code: 'T9', login: school.teacher }],
      classes: [],
    };
    expect((await admin.post('/api/v1/schools/import').send(taken)).status).toBe(409);
    expect(
      (await (await test.signIn(school.office)).post('/api/v1/schools/import').send(incoming)).status,
    ).toBe(403);
    expect((await test.anonymous.post('/api/v1/schools/import').send(incoming)).status).toBe(401);
  });
});

describe('imports that meet or stumble', () => {
  it('bring in one school when two run at once', async () => {
    const admin = await test.signIn(school.admin);
    const twin = {
      ...incoming,
      code: 'TWIN',
      teachers: [{ ...incoming.teachers[0]!, code: 'T7', login: 'twin' }],
      classes: [{ ...incoming.classes[0]!, teacherCodes: ['T7'] }],
    };
    const answers = await Promise.all([1, 2, 3].map(() => admin.post('/api/v1/schools/import').send(twin)));
    expect(answers.map((answer) => [200, 409].includes(answer.status))).toEqual([true, true, true]);
    const again = await admin.post('/api/v1/schools/import').send(twin);
    const { schoolId } = again.body as ImportResult;
    for (const answer of answers.filter((each) => each.status === 200))
      expect((answer.body as ImportResult).schoolId).toBe(schoolId);
    expect(await ClassModel.countDocuments({ code: 'A', schoolId })).toBe(1);
    expect((await (await test.signIn('twin')).get('/api/v1/me/classes')).body).toHaveLength(1);
  });

  it('write nothing when two people come with one sign-in name, or a password is longer than bcrypt reads', async () => {
    const admin = await test.signIn(school.admin);
    const [teacher] = incoming.teachers;
    const twice = {
      ...incoming,
      code: 'TWICE',
      teachers: [
        { ...teacher!, code: 'X1', login: 'same' },
        { ...teacher!, code: 'X2', login: 'same' },
      ],
      classes: [],
    };
    const answer = await admin.post('/api/v1/schools/import').send(twice);
    expect(answer.body).toMatchObject({
      status: 422,
      errors: [{ field: 'login', message: 'same stands there twice' }],
    });
    const long = {
      ...incoming,
      code: 'LONG',
      teachers: [{ ...teacher!, code: 'X3', login: 'long', password: 'ж'.repeat(40) }],
      classes: [],
    };
    expect((await admin.post('/api/v1/schools/import').send(long)).status).toBe(422);
    expect(await SchoolModel.countDocuments({ code: { $in: ['TWICE', 'LONG'] } })).toBe(0);
  });
});

describe('the district’s clock', () => {
  it('is set by the district admin and seen by everybody, on every process', async () => {
    const second = await test.second();
    const admin = await test.signIn(school.admin);
    const elsewhere = await second.signIn(school.teacher);
    const set = await admin
      .put('/api/v1/district/clock')
      .send({ kind: 'set', date: '2026-03-29', time: '12:30' });
    expect(set.body as Clock).toMatchObject({ real: false, timeZone: 'Europe/London' });
    // the clocks went forward that morning: half past twelve in London is 11:30 UTC
    expect(new Date((set.body as Clock).now).toISOString()).toMatch(/^2026-03-29T11:30/);
    await eventually(async () => {
      const { clock } = (await elsewhere.get('/api/v1/me')).body as { clock: Clock };
      return Math.abs(clock.now - (set.body as Clock).now) < 60_000;
    });
    expect(((await admin.put('/api/v1/district/clock').send({ kind: 'real' })).body as Clock).real).toBe(
      true,
    );
    expect(
      (
        await (
          await test.signIn(school.admin)
        )
          .put('/api/v1/district/clock')
          .send({ kind: 'set', date: '2026-02-30', time: '12:30' })
      ).status,
    ).toBe(422);
    await test.setClock(school.districtId, '2026-03-04', '09:00');
    expect(
      (await (await test.signIn(school.teacher)).put('/api/v1/district/clock').send({ kind: 'real' })).status,
    ).toBe(403);
    await second.stop();
  });
});

describe('the operator’s door', () => {
  it('opens to the key in the data folder alone', async () => {
    const admin = { givenName: 'Nia', familyName: 'York', login: 'nia', password };
    const place = { code: 'nyc', name: 'New York City', timeZone: 'America/New_York' };
    const body = { ...place, admin, adminsNeedSecondFactor: false };
    const knock = (key: string) =>
      test.anonymous.post('/api/v1/operator/districts').set('Authorization', `Bearer ${key}`).send(body);
    expect((await knock('guess')).status).toBe(401);
    expect((await knock(test.app.platform.secrets.operatorKey)).body).toMatchObject({ created: true });
    expect((await knock(test.app.platform.secrets.operatorKey)).body).toMatchObject({ created: false });
    const board = await (await test.signIn('nia')).get('/api/v1/board');
    expect(board.body).toMatchObject({ timeZone: 'America/New_York', schools: [] });
  });
});

describe('a roll', () => {
  it('is in order of family names, and of given names among equals', async () => {
    const admin = await test.signIn(school.admin);
    const named = (code: string, givenName: string, familyName: string) => ({ code, givenName, familyName });
    const pupils = [
      named('R1', 'Zoë', 'Adams'),
      named('R2', 'Ann', 'Young'),
      named('R3', 'Bea', 'ádams'),
      named('R4', 'Lu', 'Özil'),
    ];
    const classes = [{ ...incoming.classes[0]!, pupilCodes: pupils.map((pupil) => pupil.code) }];
    await admin.post('/api/v1/schools/import').send({
      ...incoming,
      code: 'ROLL',
      teachers: [{ ...incoming.teachers[0], code: 'T2', login: 'rolls' }],
      pupils,
      classes: classes.map((c) => ({ ...c, teacherCodes: ['T2'] })),
    });
    const made = await SchoolModel.findOne({ code: 'ROLL' }).lean();
    const classId = (await ClassModel.findOne({ schoolId: made!._id }).lean())!._id;
    const roll = await rollOn(classId, '2026-03-04', test.app.platform);
    const people = await PersonModel.find({ _id: { $in: roll } }).lean();
    expect(roll.map((id) => people.find((person) => person._id === id)?.givenName)).toEqual([
      'Bea',
      'Zoë',
      'Lu',
      'Ann',
    ]);
  });
});

describe('the timetable', () => {
  it('is forgotten by every process when it changes', async () => {
    const second = await test.second();
    const nameOn = async ({ app }: TestApp) =>
      (await loadTimetable(school.schoolId, app.platform))?.classes.find((c) => c._id === school.mathematics)
        ?.name;
    expect([await nameOn(test), await nameOn(second)]).toEqual(['7B Mathematics', '7B Mathematics']);
    await ClassModel.updateOne({ _id: school.mathematics }, { $set: { name: '7B Maths' } });
    await eventually(
      async () => (await nameOn(test)) === '7B Maths' && (await nameOn(second)) === '7B Maths',
    );
    await second.stop();
  });
});
