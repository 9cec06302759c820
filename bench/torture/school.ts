import type { Db } from 'mongodb';
import { defaultRules, rulesContract } from '@quad/shared/attendance';
import { addDays, weekdayOf } from '@quad/shared/platform';
import { schoolsContract } from '@quad/shared/schools';
import { Api } from '../support/api';
import {
  classSize,
  generatedSchool,
  registration,
  schoolYearOf,
  teacherLogin,
} from '../support/generated-school';

/** Who uses a device, and which classes they teach. */
export interface Person {
  login: string;
  password: string;
}

export interface School {
  people: Person[];
  /** school days to mark, the latest first; each day has registers of its own */
  days: string[];
}

const timeZone = 'Europe/London';
const schoolYear = schoolYearOf('2026-03-04');
const classesEach = 5;
/**
 * Everybody's. The product's own hashes cost a quarter of a second of a core each, and with dozens of devices the run would
 * begin with a minute of nothing else; this one costs a millisecond.
 */
const password = 'torture on the loopback';
const cheapHash = '$2b$04$g8nYJLm8KkmuUpAy8xw.fO1FI/XZC0oyK4L/aUYTFupRW2BPIX4WK';

/**
 * A school where every class has two to four teachers and every teacher about five classes, made through the product's
 * own doors. Classes are small: a mark is a mark, and what is tortured is who makes them at once.
 */
export async function makeSchool(
  server: URL,
  operatorKey: string,
  people: number,
  random: () => number,
  database: Db,
): Promise<School> {
  const api = new Api(server, { connections: 4 });
  try {
    const admin = { givenName: 'Tor', familyName: 'Admin', login: 'torture.admin', password };
    await api.call(
      schoolsContract.createDistrict,
      { body: { code: 'torture', name: 'Torture', timeZone, admin, adminsNeedSecondFactor: false } },
      { operatorKey },
    );
    const { session } = await api.signIn(admin.login, password);
    const days = schoolDays();
    const clock = { kind: 'set' as const, date: days[0] ?? '', time: '08:50' };
    await api.call(schoolsContract.setClock, { body: clock }, session);
    const { schoolId } = await api.call(
      schoolsContract.importSchool,
      { body: shared(people, random) },
      session,
    );
    const logins = Array.from({ length: people }, (_, n) => ({
      updateOne: {
        filter: { code: teacherCode(n) },
        update: { $set: { login: teacherLogin('T', n + 1), passwordHash: cheapHash } },
      },
    }));
    await database.collection('people').bulkWrite(logins);
    const rules = { ...defaultRules, lockAfterMinutes: null };
    await api.call(rulesContract.setRules, { params: { schoolId }, body: rules }, session);
    return {
      people: Array.from({ length: people }, (_, n) => ({ login: teacherLogin('T', n + 1), password })),
      days,
    };
  } finally {
    api.close();
  }
}

/** The first of the people, as the database knows them. */
export async function listPeople(
  database: Db,
  count: number,
): Promise<(Person & { personId: string; schoolId: string })[]> {
  const codes = Array.from({ length: count }, (_, n) => teacherCode(n));
  const people = database.collection<{ _id: string; login: string; code: string }>('people');
  const school = await database.collection<{ _id: string }>('schools').findOne({ code: 'T' });
  const found = await people.find({ code: { $in: codes } }).toArray();
  return found.map(({ _id, login }) => ({ login, password, personId: _id, schoolId: school?._id ?? '' }));
}

/** The bench's school with its classes handed to two to four people each. */
function shared(people: number, random: () => number) {
  const classCount = Math.ceil((people * classesEach) / 3);
  const school = generatedSchool(
    { code: 'T', name: 'Torture', group: null, timeZone, pupils: people * classSize, schoolYear },
    () => '',
  );
  const pupilsEach = 10;
  const classes = Array.from({ length: classCount }, (_, n) => {
    const teachers = new Set<string>();
    const wanted = 2 + Math.floor(random() * 3);
    // in turn first, so that everybody has some
    for (let k = n; teachers.size < Math.min(wanted, people); k = Math.floor(random() * people))
      teachers.add(teacherCode(k % people));
    return {
      code: String(n + 1),
      name: `Class ${n + 1}`,
      subject: 'Torture',
      room: null,
      teacherCodes: [...teachers],
      pupilCodes: Array.from(
        { length: pupilsEach },
        () => `T-p-${1 + Math.floor(random() * school.pupils.length)}`,
      ),
      lessons: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: registration.period })),
    };
  });
  return {
    ...school,
    teachers: school.teachers.map(({ login: _login, password: _none, ...teacher }) => teacher),
    classes: classes.map((each) => ({ ...each, pupilCodes: [...new Set(each.pupilCodes)] })),
  };
}

const teacherCode = (n: number): string => `T-t-${n + 1}`;

function schoolDays(): string[] {
  const days: string[] = [];
  for (let day = schoolYear.from; day <= schoolYear.to; day = addDays(day, 1))
    if (weekdayOf(day) <= 5) days.unshift(day);
  return days;
}
