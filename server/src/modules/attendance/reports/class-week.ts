import type { ClassWeek } from '@quad/shared/attendance';
import { daysOfWeek, type IsoWeek } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { classNameOf, lessonsOn, rollOn, timetableOf, type Timetable } from '../../schools';
import { codesFor } from '../code-sets';
import { ReportPeople } from './report-people';
import { registerDays, type ReportRegister } from './report-registers';

type Lesson = Omit<ClassWeek['lessons'][number], 'taken'> & { register?: ReportRegister };

/** The week's lessons by the timetable and those taken outside it, with everybody who was on the roll of one of them. */
export async function classWeek(
  ctx: Context,
  { schoolId, classId }: { schoolId: string; classId: string },
  week: IsoWeek,
): Promise<ClassWeek> {
  const timetable = await timetableOf(ctx, schoolId);
  const { districtId, name: schoolName, timeZone } = timetable.school;
  const className = classNameOf(timetable, classId);
  if (className === '') throw new Failure('not_found');
  const days = daysOfWeek(week);
  if (days === null)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'week', message: 'is no week of that year' }],
    });
  const mayRead = days.filter((date) => ctx.can('register:read', { districtId, schoolId, classId, date }));
  const [from, to] = [mayRead[0], mayRead.at(-1)];
  if (from === undefined || to === undefined) throw new Failure('not_allowed');

  const lessons = await lessonsOf(ctx, timetable, classId, mayRead);
  const rolls = await Promise.all(mayRead.map((date) => rollOn(classId, date, ctx.platform)));
  const marked = lessons.flatMap(({ register }) => register?.marks.map((mark) => mark.pupil) ?? []);
  const people = new ReportPeople(districtId);
  const pupils = new Set([...rolls.flat(), ...marked]);
  await people.learn(pupils);
  const sets = [...new Set(lessons.map((lesson) => lesson.codeSet))];
  return {
    ...{ schoolName, className, week, from: days[0] ?? from, to: days[6] ?? to, now: ctx.now(), timeZone },
    codeSets: await Promise.all(sets.map(async (codeSet) => ({ codeSet, ...(await codesFor(codeSet)) }))),
    lessons: lessons.map(({ register, ...lesson }) => ({ ...lesson, taken: isTaken(register) })),
    pupils: people.inOrder(pupils).map((pupil) => ({
      pupil,
      name: nameOf(people, pupil),
      marks: lessons.map(({ register }) => markOf(register, pupil)),
    })),
  };
}

async function lessonsOf(
  ctx: Context,
  timetable: Timetable,
  classId: string,
  days: readonly string[],
): Promise<Lesson[]> {
  const { _id: schoolId, codeSet } = timetable.school;
  const lessons = new Map<string, Lesson>();
  for (const date of days)
    for (const { period, periodName, starts, classId: held } of lessonsOn(timetable, date))
      if (held === classId) lessons.set(`${date} ${period}`, { date, period, periodName, starts, codeSet });
  const [from = '', to = ''] = [days[0], days.at(-1)];
  for await (const { date, registers } of registerDays({ ctx, from, to, classId }, schoolId))
    for (const register of registers) {
      const { period, periodName, starts, codeSet: set } = register;
      lessons.set(`${date} ${period}`, { date, period, periodName, starts, codeSet: set, register });
    }
  const key = ({ date, starts, period }: Lesson): string => `${date} ${starts} ${period}`;
  return [...lessons.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function isTaken(register: ReportRegister | undefined): boolean {
  return register?.marks.some((mark) => mark.code !== null) === true;
}

function markOf(register: ReportRegister | undefined, pupil: string) {
  const mark = register?.marks.find((each) => each.pupil === pupil);
  if (mark === undefined) return null;
  return { code: mark.code, ...(mark.minutes !== undefined && { minutes: mark.minutes }) };
}

function nameOf(people: ReportPeople, pupil: string): string {
  const { givenName, familyName } = people.get(pupil);
  return `${familyName}, ${givenName}`;
}
