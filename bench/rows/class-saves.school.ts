import { randomBytes } from 'node:crypto';
import { defaultRules, rulesContract } from '@quad/shared/attendance';
import { addDays, weekdayOf } from '@quad/shared/platform';
import { schoolsContract } from '@quad/shared/schools';
import { Api } from '../support/api';
import { bounded } from '../support/bounded';
import { classSize, generatedSchool, schoolYearOf, teacherLogin } from '../support/generated-school';
import type { Stage } from '../support/stage';
import { step } from '../support/step';

/** A signed-in teacher with one full class. */
export interface Teacher {
  /** the Cookie header of the session */
  cookie: string;
  personId: string;
  schoolId: string;
  classId: string;
}

const timeZone = 'Europe/London';
const today = '2026-03-04';
const schoolYear = schoolYearOf(today);
/** Every day of the year on which the classes meet. */
export const schoolDays = daysFrom(schoolYear.from, schoolYear.to).filter((day) => weekdayOf(day) <= 5);

/** A school with so many full classes, and each class's teacher signed in. */
export function teachersAtWork({ server, operatorKey }: Stage, count: number): Promise<Teacher[]> {
  return step(
    `Importing a school of ${count * classSize} pupils and signing in ${count} teachers`,
    async () => {
      const api = new Api(server, { connections: 4 });
      try {
        const password = randomBytes(12).toString('base64url');
        const login = 'bench.admin';
        const admin = { givenName: 'Bench', familyName: 'Admin', login, password };
        await api.call(
          schoolsContract.createDistrict,
          { body: { code: 'bench', name: 'Bench', timeZone, admin, adminsNeedSecondFactor: false } },
          { operatorKey },
        );
        const { session } = await api.signIn(login, password);
        await api.call(
          schoolsContract.setClock,
          // the last day: all registers of the year lie behind it, and none is locked
          { body: { kind: 'set', date: schoolDays.at(-1) ?? today, time: '08:50' } },
          session,
        );
        const school = {
          code: 'B1',
          name: 'Bench School',
          group: null,
          timeZone,
          pupils: count * classSize,
          schoolYear,
        };
        const { schoolId } = await api.call(
          schoolsContract.importSchool,
          { body: generatedSchool(school, () => password) },
          session,
        );
        await api.call(
          rulesContract.setRules,
          { params: { schoolId }, body: { ...defaultRules, lockAfterMinutes: null } },
          session,
        );
        return await signInAll(api, count, password);
      } finally {
        api.close();
      }
    },
  );
}

async function signInAll(api: Api, count: number, password: string): Promise<Teacher[]> {
  const teachers: Teacher[] = [];
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  // two hashing threads stand behind this door
  await bounded(numbers, 2, async (n) => {
    const { session, me } = await api.signIn(teacherLogin('B1', n), password);
    const [taught] = me.teaches;
    if (taught === undefined) throw new Error(`teacher ${n} has no class`);
    teachers.push({
      cookie: session.headerFor('/'),
      personId: me.personId,
      schoolId: taught.schoolId,
      classId: taught.classId,
    });
  });
  return teachers;
}

function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
