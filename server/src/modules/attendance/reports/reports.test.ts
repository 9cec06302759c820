import { get, type IncomingMessage } from 'node:http';
import { addCounts, noCounts, type Counts, type ReportSetup } from '@quad/shared/attendance';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { newId } from '../../../platform/database/connect';
import { enrolPeople } from '../../identity';
import { MembershipModel } from '../../identity/person.model';
import { setSchoolAttendance } from '../../schools';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { RegisterModel } from '../register.model';
import { aTakenRegister } from './reports.builders';

let test: TestApp;
let school: ASchool;
let office: Agent;
let admin: Agent;

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-20', '15:30');
  [office, admin] = await Promise.all([test.signIn(school.office), test.signIn(school.admin)]);
});
afterAll(() => test.stop());
beforeEach(async () => {
  await RegisterModel.deleteMany({});
});

const week = 'from=2026-03-02&to=2026-03-06';
const path = (report: string, query = `format=json&${week}`, of = school): string =>
  `/api/v1/schools/${of.schoolId}/reports/${report}?${query}`;

interface Body {
  about: Record<string, string>;
  rows: Record<string, string | number | null>[];
  totals: Record<string, string | number | null>[];
}
const read = async (report: string, query?: string, agent = office): Promise<Body> => {
  const answer = await agent.get(path(report, query));
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as Body;
};
const sumOf = (rows: Body['rows'], column: string): number =>
  Math.round(rows.reduce((sum, row) => sum + Number(row[column]), 0) * 1_000) / 1_000;
/** Monday to Thursday of the first school week of March; Friday is a holiday. */
const fourDays = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];

describe('a report is refused', () => {
  it('to nobody, to a teacher, and to an office for the whole district', async () => {
    expect((await test.anonymous.get(path('attendance'))).status).toBe(401);
    const teacher = await test.signIn(school.teacher);
    expect((await teacher.get(path('attendance'))).status).toBe(403);
    expect((await office.get(`/api/v1/district/reports/attendance?format=csv&${week}`)).status).toBe(403);
  });

  it('for another school, which is not there, and for a class of none', async () => {
    const other = await aSchool(test.app.platform, { password });
    expect((await office.get(path('attendance', undefined, other))).status).toBe(404);
    expect((await admin.get(path('attendance', undefined, other))).status).toBe(404);
    expect((await office.get(`/api/v1/schools/${other.schoolId}/report-setup`)).status).toBe(404);
    const classId = other.mathematics;
    expect((await office.get(path('register', `format=csv&${week}&classId=${classId}`))).status).toBe(404);
  });

  it('when nobody knows it, when it ends before it begins, and beyond 400 days', async () => {
    const refused = [
      path('horoscope'),
      path('attendance', `format=pdf&${week}`),
      path('attendance', 'format=csv&from=2026-03-06&to=2026-03-02'),
      path('attendance', 'format=csv&from=2025-01-01&to=2026-02-05'),
      path('attendance', 'format=csv&from=0001-01-01&to=9999-12-31'),
      path('attendance', `format=csv&${week}&password=1`),
      path('ada-adm', `format=csv&${week}&classId=${school.mathematics}`),
    ];
    for (const address of refused) expect((await office.get(address)).status, address).toBe(422);
    const answer = await office.get(path('attendance', 'format=csv&from=2026-03-06&to=2026-03-02'));
    expect(answer.body.errors).toEqual([{ field: 'to', message: 'must not be before the first day' }]);
    expect((await office.get(path('attendance', 'format=csv&from=2025-01-01&to=2026-02-04'))).status).toBe(
      200,
    );
  });
});

describe('every report', () => {
  it('is a file named by school, days and as of when, in three formats, also when there is nothing in it', async () => {
    for (const report of [
      'register',
      'attendance',
      'chronic-absence',
      'ada-adm',
      'england-sessions',
      'ed-fi',
    ])
      for (const format of ['csv', 'xlsx', 'json']) {
        const answer = await office.get(path(report, `format=${format}&${week}`));
        expect(answer.status, report).toBe(200);
        expect(answer.headers['content-disposition']).toMatch(
          new RegExp(`_${report}_2026-03-02_2026-03-06_as-of_2026-03-20T15\\d\\d\\.${format}"`),
        );
        expect(Number(answer.headers['x-quad-rows']), report).toBeGreaterThanOrEqual(0);
      }
  });

  it('says whose, of which days, as of when on the school’s wall, by whom and by which formula', async () => {
    const { about } = await read('attendance');
    expect(about).toMatchObject({
      from: '2026-03-02',
      to: '2026-03-06',
      made_by: 'Olu Office',
      time_zone: 'Europe/London',
    });
    expect(about.as_of).toMatch(/^2026-03-20T15:3\d:\d\d\+00:00$/);
    expect(about.formula).toContain('days attended ÷ days possible');
  });

  it('covers the whole district for its admin, school by school', async () => {
    const sister = await aSchool(test.app.platform, { password, districtId: school.districtId });
    await aTakenRegister(school, { date: '2026-03-02', codes: ['P', 'A', 'L'] });
    await aTakenRegister(sister, { date: '2026-03-02', codes: ['A', 'A', 'A'] });
    const answer = await admin.get(`/api/v1/district/reports/attendance?format=json&${week}`);
    const { rows, totals } = answer.body as Body;
    expect(new Set(rows.map((row) => row.school))).toHaveLength(2);
    expect(totals).toMatchObject([{ present: 1, late: 1, absent: 4, days_missed: 4 }]);
    const adaAdm = await admin.get(`/api/v1/district/reports/ada-adm?format=json&${week}`);
    expect((adaAdm.body as Body).rows).toMatchObject(
      [
        { session_days: 4, days_attended: 2 },
        { session_days: 4, days_attended: 0 },
      ].sort(),
    );
    await mongoose.connection.collection('schools').deleteOne({ schoolId: sister.schoolId });
  });
});

describe('the class register', () => {
  it('has a row for every mark, with who set it and when on the school’s wall', async () => {
    const by = school.pupils[0]!;
    await aTakenRegister(school, {
      date: '2026-03-30',
      codes: ['L', null, 'P'],
      minutes: 7,
      note: 'secret',
      by,
    });
    await aTakenRegister(school, { date: '2026-03-30', classId: school.history, codes: ['A', 'A', 'A'] });
    const query = `format=json&from=2026-03-23&to=2026-04-02&classId=${school.mathematics}`;
    const { rows, totals } = await read('register', query);
    expect(rows).toMatchObject([
      {
        week: '2026-W14',
        class: '7B Mathematics',
        given_name: 'Pupil0',
        code: 'L',
        label: 'Late',
        minutes: 7,
      },
      { code: null, category: 'unmarked', set_by: null, set_at: null },
      {
        code: 'P',
        category: 'present',
        set_at: '2026-03-30T10:00:00+01:00',
        note: 'secret',
        set_by: 'Pupil0 Test',
      },
    ]);
    expect(totals).toEqual(
      expect.arrayContaining([
        { category: 'late', marks: 1 },
        { category: 'unmarked', marks: 1 },
      ]),
    );
  });

  it('keeps notes from whoever is not of the school’s office', async () => {
    await aTakenRegister(school, { date: '2026-03-02', codes: ['A'], note: '=secret' });
    const csv = `format=csv&${week}`;
    expect((await admin.get(path('register', csv))).text).not.toContain('secret');
    expect((await office.get(path('register', csv))).text).toContain("'=secret");
  });

  it('comes to what the registers themselves counted', async () => {
    for (const date of fourDays) await aTakenRegister(school, { date, codes: ['P', 'E', null] });
    const { rows, totals } = await read('register');
    const stored = await RegisterModel.find({ schoolId: school.schoolId }).lean();
    const counts = stored.map((register) => register.counts).reduce<Counts>(addCounts, noCounts());
    for (const { category, marks } of totals) {
      expect(marks).toBe(counts[category as keyof Counts]);
      expect(marks).toBe(rows.filter((row) => row.category === category).length);
    }
  });
});

describe('attendance by pupil', () => {
  it('counts days by the school’s rule and marks as the registers count them', async () => {
    await aTakenRegister(school, { date: '2026-03-02', codes: ['P', 'A', 'E'] });
    await aTakenRegister(school, { date: '2026-03-02', starts: '09:50', codes: ['P', 'P', null] });
    await aTakenRegister(school, { date: '2026-03-03', codes: ['L', 'D', 'T'] });
    const { rows, totals } = await read('attendance');
    expect(rows).toMatchObject([
      { days_possible: 2, days_attended: 2, days_missed: 0, present: 2, late: 1, percentage: 100 },
      { days_possible: 2, days_attended: 1.5, absent: 1, unexplained: 1, left_early: 1, percentage: 75 },
      { days_possible: 2, days_attended: 1, excused: 1, unmarked: 1, elsewhere: 1, percentage: 50 },
    ]);
    const stored = await RegisterModel.find({ schoolId: school.schoolId }).lean();
    const counts = stored.map((register) => register.counts).reduce<Counts>(addCounts, noCounts());
    expect(totals).toMatchObject([
      { present: counts.present, late: counts.late, absent: counts.absent, excused: counts.excused },
    ]);
    for (const column of [
      'days_possible',
      'days_attended',
      'days_missed',
      'present',
      'unmarked',
      'unexplained',
    ])
      expect(totals[0]![column], column).toBe(sumOf(rows, column));
  });

  it('has no percentage where nobody marked anything: nothing is not 0 %', async () => {
    const { rows, totals } = await read('attendance');
    expect(rows.map((row) => row.percentage)).toEqual([null, null, null]);
    expect(totals).toMatchObject([{ days_possible: 0, percentage: null }]);
  });
});

describe('chronic absence', () => {
  it('lists who missed a tenth of the days enrolled, excused included, and says from half on that it is severe', async () => {
    for (const date of ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-09'])
      await aTakenRegister(school, { date, codes: ['P', date === '2026-03-02' ? 'E' : 'P', 'A'] });
    for (const date of ['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16'])
      await aTakenRegister(school, { date, codes: [date === '2026-03-10' ? 'D' : 'P', 'P', 'P'] });
    const ten = await read('chronic-absence', 'format=json&from=2026-03-02&to=2026-03-16');
    expect(ten.rows).toMatchObject([
      { given_name: 'Pupil1', days_enrolled: 10, days_missed: 1, percentage_missed: 10, severe: 'no' },
      { given_name: 'Pupil2', days_enrolled: 10, days_missed: 5, percentage_missed: 50, severe: 'yes' },
    ]);
    expect(ten.totals).toMatchObject([{ pupils: 2, days_missed: 6, days_enrolled: 20 }]);
    // one more day enrolled, and one day missed is less than a tenth
    const eleven = await read('chronic-absence', 'format=json&from=2026-03-02&to=2026-03-17');
    expect(eleven.rows.map((row) => row.given_name)).toEqual(['Pupil2']);
    const ofClass = `format=json&from=2026-03-02&to=2026-03-16&classId=${school.history}`;
    expect((await read('chronic-absence', ofClass)).rows).toEqual([]);
  });
});

describe('ADA and ADM', () => {
  it('divide days attended and days enrolled by the calendar’s session days, month by month', async () => {
    await aTakenRegister(school, { date: '2026-02-27', codes: ['P', 'P', 'P'] });
    for (const date of fourDays) await aTakenRegister(school, { date, codes: ['P', 'P', 'A'] });
    // a day without school counts for nobody
    await aTakenRegister(school, { date: '2026-03-06', codes: ['P', 'P', 'P'] });
    const { rows, totals } = await read('ada-adm', 'format=json&from=2026-02-27&to=2026-03-06');
    expect(rows).toMatchObject([
      { month: '2026-02', session_days: 1, days_attended: 3, days_enrolled: 3, ada: 3, adm: 3, ratio: 1 },
      {
        month: '2026-03',
        session_days: 4,
        days_attended: 8,
        days_enrolled: 12,
        ada: 2,
        adm: 3,
        ratio: 0.667,
      },
    ]);
    expect(totals).toEqual([
      { session_days: 5, days_attended: 11, days_enrolled: 15, ada: 2.2, adm: 3, ratio: 0.733 },
    ]);
  });

  it('count a pupil only while enrolled, and today only once a register was taken', async () => {
    const place = { districtId: school.districtId, schoolId: school.schoolId, from: '2026-03-19' };
    const late = { code: 'late-joiner', givenName: 'Late', familyName: 'Joiner', role: 'student' as const };
    const joined = (await enrolPeople(place, [late], test.app.platform.hasher)).get('late-joiner') ?? '';
    const query = 'format=json&from=2026-03-18&to=2026-03-31';
    expect((await read('ada-adm', query)).rows).toMatchObject([{ session_days: 2, days_enrolled: 3 + 4 }]);
    await aTakenRegister(school, { date: '2026-03-20', codes: ['P', null, null] });
    expect((await read('ada-adm', query)).rows).toMatchObject([
      { session_days: 3, days_enrolled: 3 + 4 + 4 },
    ]);
    // whoever left and came back was not enrolled in between, and is one pupil also where two spells overlap
    const again = { ...place, from: '2026-03-20', role: 'student', to: null } as const;
    await MembershipModel.updateOne({ personId: joined }, { $set: { from: '2026-03-02', to: '2026-03-18' } });
    await MembershipModel.create({ ...again, _id: newId(), personId: joined });
    expect((await read('ada-adm', query)).totals).toMatchObject([{ days_enrolled: 4 + 3 + 4 }]);
    await MembershipModel.updateOne({ personId: joined }, { $set: { to: null } });
    expect((await read('ada-adm', query)).totals).toMatchObject([{ days_enrolled: 4 + 4 + 4 }]);
    await mongoose.connection.collection('memberships').deleteMany({ personId: joined });
  });
});

describe('England’s sessions', () => {
  it('are two a day, decided by the first register, with late before and after the close apart', async () => {
    const england = { codeSet: 'england' };
    await setSchoolAttendance(school.schoolId, england, test.app.platform);
    await aTakenRegister(school, { ...england, date: '2026-03-02', codes: ['/', 'L', 'N'] });
    await aTakenRegister(school, { ...england, date: '2026-03-02', starts: '10:00', codes: ['N', 'N', '/'] });
    await aTakenRegister(school, {
      ...england,
      date: '2026-03-02',
      starts: '13:10',
      codes: ['\\', 'I', 'U'],
    });
    await aTakenRegister(school, { ...england, date: '2026-03-03', codes: ['V', 'Y4', null] });
    const { rows, totals } = await read('england-sessions');
    expect(rows).toMatchObject([
      {
        possible: 3,
        attended: 3,
        present: 2,
        elsewhere: 1,
        persistent: 'no',
        'code_/': 1,
        'code_\\': 1,
        code_V: 1,
      },
      {
        possible: 2,
        attended: 1,
        authorised: 1,
        late_before_close: 1,
        not_required: 1,
        code_Y4: 1,
        severe: 'yes',
      },
      {
        possible: 2,
        attended: 0,
        unauthorised: 2,
        late_after_close: 1,
        code_U: 1,
        unauthorised_percentage: 100,
      },
    ]);
    for (const column of ['possible', 'attended', 'authorised', 'unauthorised', 'code_N', 'code_other'])
      expect(totals[0]![column], column).toBe(sumOf(rows, column));
    await setSchoolAttendance(school.schoolId, { codeSet: 'international' }, test.app.platform);
    const after = await read('england-sessions');
    expect(after.rows[0]).toMatchObject({ possible: 3, attended: 3, code_other: 3 });
  });
});

describe('Ed-Fi', () => {
  it('hears of every mark that is not plainly present and of every day wholly missed', async () => {
    await aTakenRegister(school, { date: '2026-03-02', codes: ['L', 'A', 'P'], minutes: 9 });
    await aTakenRegister(school, {
      date: '2026-03-02',
      classId: school.history,
      starts: '09:50',
      codes: ['P', 'E', null],
    });
    const answer = await office.get(path('ed-fi'));
    const uri = 'uri://ed-fi.org/AttendanceEventCategoryDescriptor#';
    const events = answer.body as { attendanceEventCategoryDescriptor: string }[];
    expect(events.map((event) => event.attendanceEventCategoryDescriptor)).toEqual([
      `${uri}Tardy`,
      `${uri}Unexcused Absence`,
      `${uri}Excused Absence`,
      `${uri}Unexcused Absence`,
    ]);
    expect(events[0]).toMatchObject({
      eventDate: '2026-03-02',
      studentReference: { studentUniqueId: expect.stringContaining('pupil') },
      sectionReference: { sectionIdentifier: 'MAT', schoolYear: 2026, sessionName: 'Spring term' },
      sectionAttendanceDuration: 9,
    });
    expect(events[3]).toMatchObject({ schoolReference: { schoolId: expect.anything() }, eventDuration: 1 });
    expect(events[3]).not.toHaveProperty('sectionReference');
    const csv = (await office.get(path('ed-fi', `format=csv&${week}`))).text.trim().split('\r\n');
    expect(csv).toHaveLength(1 + events.length);
  });
});

describe('a big export', () => {
  it('is read as fast as it is taken: who walks away leaves no cursor behind', async () => {
    const entries = Array.from({ length: 60 }, (_, i) => ({
      date: `2026-01-${String(5 + (i % 20)).padStart(2, '0')}`,
      starts: `${String(8 + Math.floor(i / 20)).padStart(2, '0')}:00`,
      codes: ['P', 'P', 'P'],
      note: 'x'.repeat(250),
    }));
    for (const entry of entries) await aTakenRegister(school, entry);
    // 60 registers of 3, made a thousand times as long: more than the network's buffers cannot hold it
    const stored = await RegisterModel.find({ schoolId: school.schoolId }).lean();
    const marks = stored[0]!.marks;
    const long = Array.from({ length: 1_000 }, () => marks).flat();
    await RegisterModel.collection.updateMany({}, { $set: { marks: long } });
    const open = async (): Promise<number> => {
      const own = {
        ns: `${mongoose.connection.name}.registers`,
        'cursor.originatingCommand.hint.date': 1,
      };
      const admins = mongoose.connection.getClient().db('admin');
      const asked = [{ $currentOp: { idleCursors: true } }, { $match: own }];
      return (await admins.aggregate(asked, { readConcern: { level: 'local' } }).toArray()).length;
    };
    const cookie = await cookieOf(school.office);
    const query = 'format=csv&from=2026-01-01&to=2026-02-01';
    // by hand, because fetch asks for compression, and equal rows compress to nothing
    const answer = await new Promise<IncomingMessage>((done) =>
      get(`${test.url}${path('register', query)}`, { headers: { cookie } }, done),
    );
    expect(answer.statusCode).toBe(200);
    await eventually(async () => (await open()) === 1);
    answer.destroy();
    await eventually(async () => (await open()) === 0);
  });
});

describe('what can be asked for', () => {
  it('are the school’s terms and classes, by its own day', async () => {
    const setup = (await office.get(`/api/v1/schools/${school.schoolId}/report-setup`)).body as ReportSetup;
    expect(setup).toMatchObject({ today: '2026-03-20', timeZone: 'Europe/London', dayRule: 'lessons' });
    expect(setup.terms).toEqual([{ name: 'Spring term', from: '2026-01-05', to: '2026-04-02' }]);
    expect(setup.classes.map((each) => each.name)).toEqual(['7B History', '7B Mathematics']);
    const teacher = await test.signIn(school.teacher);
    expect((await teacher.get(`/api/v1/schools/${school.schoolId}/report-setup`)).status).toBe(403);
  });
});

async function cookieOf(login: string): Promise<string> {
  const answer = await test.anonymous.post('/api/v1/session').send({ login, password });
  return (answer.get('Set-Cookie') ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}
