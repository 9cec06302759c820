import { newId } from '../platform/database/connect';
import type { Platform } from '../platform/platform';
import { enrolPeople, idsByCode, linkGuardian, type IncomingPerson } from '../modules/identity';
import { bringInSchool } from '../modules/schools';
import { ClassModel } from '../modules/schools/class.model';
import { password } from '../testing/test-app';

/** What every name in a school begins with, and no name elsewhere: it tells whose an answer is. */
export type Word = 'alder' | 'birch' | 'cedar';

export interface MadeSchool {
  word: Word;
  districtId: string;
  schoolId: string;
  /** by name, as `teacher` or `pupil1` */
  people: Map<string, string>;
  classIds: { first: string; second: string };
}

const from = '2026-01-05';
const lessons = ['1', '2'].flatMap((period) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period })));

export const loginOf = (word: string, name: string): string => `${word}-${name}`;

/**
 * Two classes: the first taught by `teacher` with `pupil1` and `pupil2`, the second by `colleague` with `pupil3`. Everybody's family
 * name is the school's word and their own, which no other name contains.
 */
export async function makeSchool(districtId: string, word: Word, platform: Platform): Promise<MadeSchool> {
  const person = (name: string) => ({
    ...{ code: `${word}-${name}`, givenName: 'Kim', familyName: `${word}${name}` },
    ...{ login: loginOf(word, name), password },
  });
  const teachers = ['teacher', 'colleague', 'substitute', 'formersub', 'pastteacher', 'spareteacher'];
  const taught = (code: string, teacherCode: string, pupilCodes: string[]) => ({
    ...{ code, name: `${word} class ${code}`, subject: 'Mathematics', room: null },
    ...{
      teacherCodes: [`${word}-${teacherCode}`],
      pupilCodes: pupilCodes.map((p) => `${word}-${p}`),
      lessons,
    },
  });
  const pupils = ['pupil1', 'pupil2', 'pupil3', 'sparepupil'];
  const { schoolId } = await bringInSchool(
    districtId,
    {
      ...{ code: word, name: `${word} school`, group: null, timeZone: 'Europe/London' },
      terms: [{ name: 'Spring term', from, to: '2026-04-02' }],
      periods: [
        { period: '1', name: 'Period 1', starts: '08:55', ends: '09:45' },
        { period: '2', name: 'Period 2', starts: '09:50', ends: '10:40' },
      ],
      teachers: teachers.map(person),
      pupils: pupils.map((name) => {
        const { login: _login, password: _password, ...rest } = person(name);
        return rest;
      }),
      classes: [taught('first', 'teacher', ['pupil1', 'pupil2']), taught('second', 'colleague', ['pupil3'])],
    },
    platform,
  );
  const other: IncomingPerson[] = [
    ...['admin', 'sleeper'].map((name) => ({ ...person(name), role: 'schoolAdmin' as const })),
    { ...person('office'), role: 'office' },
    ...['formermember', 'leaver'].map((name) => ({ ...person(name), role: 'teacher' as const })),
    ...['guardian1', 'guardian2', 'guardian3', 'formerguardian', 'spare'].map((name) => ({
      ...{ ...person(name), role: 'guardian' as const },
    })),
    ...pupils.map((name) => ({ ...person(name), role: 'student' as const })),
  ];
  const place = { districtId, schoolId, from };
  const later = await enrolPeople(place, other, platform.hasher);
  const known = [...teachers.map((name) => `${word}-${name}`), ...later.keys()];
  const ids = await idsByCode(districtId, known);
  const people = new Map([...ids].map(([code, id]) => [code.slice(word.length + 1), id]));
  const idOf = (name: string): string => people.get(name) ?? '';
  for (const [guardian, pupil] of [
    ['guardian1', 'pupil1'],
    ['guardian2', 'pupil2'],
    ['guardian3', 'pupil3'],
    ['formerguardian', 'pupil1'],
  ] as const)
    await linkGuardian(place, idOf(guardian), idOf(pupil));
  const classes = await ClassModel.find({ schoolId }).lean();
  const classId = (code: string): string => classes.find((c) => c.code === code)?._id ?? newId();
  return {
    word,
    districtId,
    schoolId,
    people,
    classIds: { first: classId('first'), second: classId('second') },
  };
}
