import type { SchoolImport } from '@quad/shared/schools';
import { generatedNames } from './names';

export const classSize = 30;
/** The one lesson of a class a day, before all others: what American schools call homeroom. */
export const registration = { period: 'reg', name: 'Registration', starts: '08:40', ends: '09:00' };
const weekdays = [1, 2, 3, 4, 5];

export interface GeneratedSchool {
  code: string;
  name: string;
  group: string | null;
  timeZone: string;
  pupils: number;
  schoolYear: SchoolYear;
}

export interface SchoolYear {
  name: string;
  from: string;
  to: string;
}

/** The school year a day lies in, August to July; the same for each of its days, so that a second day doubles no lesson. */
export function schoolYearOf(date: string): SchoolYear {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const begins = month >= 8 ? year : year - 1;
  return { name: `School year ${begins}–${begins + 1}`, from: `${begins}-08-01`, to: `${begins + 1}-07-31` };
}

/** How many pupils each class has: full ones first, so that more pupils change no class that was full. */
export function classSizes(pupils: number): number[] {
  return Array.from({ length: Math.ceil(pupils / classSize) }, (_, n) =>
    Math.min(classSize, pupils - n * classSize),
  );
}

/** @param n counted from 1 */
export function teacherLogin(schoolCode: string, n: number): string {
  return `t.${schoolCode.toLowerCase()}.${n}`;
}

/** A whole school as the import takes it: classes of up to thirty, a teacher and a lesson a weekday for each. */
export function generatedSchool(
  school: GeneratedSchool,
  passwordOf: (login: string) => string,
): SchoolImport {
  const { code, name, group, timeZone, schoolYear } = school;
  const sizes = classSizes(school.pupils);
  const names = generatedNames(sizes.length + school.pupils, code);
  const teachers = sizes.map((_, index) => {
    const login = teacherLogin(code, index + 1);
    return {
      code: `${code}-t-${index + 1}`,
      title: index % 2 === 0 ? 'Ms' : 'Mr',
      ...nameAt(names, index),
      login,
      password: passwordOf(login),
    };
  });
  const pupils = Array.from({ length: school.pupils }, (_, index) => ({
    code: `${code}-p-${index + 1}`,
    ...nameAt(names, sizes.length + index),
  }));
  const classes = sizes.map((size, index) => ({
    code: String(index + 1),
    name: `Class ${index + 1}`,
    subject: registration.name,
    room: String(101 + index),
    teacherCodes: [`${code}-t-${index + 1}`],
    pupilCodes: pupils.slice(index * classSize, index * classSize + size).map((pupil) => pupil.code),
    lessons: weekdays.map((weekday) => ({ weekday, period: registration.period })),
  }));
  return {
    code,
    name,
    group,
    timeZone,
    terms: [schoolYear],
    periods: [registration],
    teachers,
    pupils,
    classes,
  };
}

function nameAt<T>(names: readonly T[], index: number): T {
  const name = names[index];
  if (name === undefined) throw new RangeError(`no name was drawn for person ${index}`);
  return name;
}
