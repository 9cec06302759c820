import { isWithin } from '../../platform/database/collection';
import type { DayKind } from '@quad/shared/schools';
import { weekdayOf } from '@quad/shared/platform';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { ClassModel, LessonModel, type Lesson, type SchoolClass } from './class.model';
import {
  CalendarDayModel,
  SchoolModel,
  TermModel,
  type CalendarDay,
  type School,
  type Term,
} from './school.model';

/** All a school's day is made of. The hottest read there is, so it is cached whole, per school. */
export interface Timetable {
  school: School;
  terms: Term[];
  days: CalendarDay[];
  classes: SchoolClass[];
  lessons: Lesson[];
}

/** A class meeting on one day. */
export interface LessonOn {
  classId: string;
  period: string;
  periodName: string;
  starts: string;
  ends: string | null;
  room: string | null;
}

export function timetableTag(schoolId: string): string {
  return `timetable:${schoolId}`;
}

/** @throws Failure not_found for a school outside the actor's scope */
export async function timetableOf(ctx: Context, schoolId: string): Promise<Timetable> {
  const { schoolIds, districtId } = ctx.scope;
  const timetable =
    schoolIds === 'all' || schoolIds.includes(schoolId) ? await loadTimetable(schoolId, ctx.platform) : null;
  if (timetable?.school.districtId !== districtId) throw new Failure('not_found');
  return timetable;
}

/** For jobs, which act for the district itself; a request goes through `timetableOf`. */
export function loadTimetable(schoolId: string, { cache }: Platform): Promise<Timetable | null> {
  return cache.read(`timetable:${schoolId}`, [timetableTag(schoolId)], async () => {
    const [school, terms, days, classes, lessons] = await Promise.all([
      SchoolModel.findById(schoolId).lean<School>(),
      TermModel.find({ schoolId, removedAt: null }).sort({ from: 1 }).limit(100).lean<Term[]>(),
      CalendarDayModel.find({ schoolId }).sort({ date: 1 }).limit(2_000).lean<CalendarDay[]>(),
      ClassModel.find({ schoolId }).sort({ to: 1, code: 1 }).limit(2_000).lean<SchoolClass[]>(),
      LessonModel.find({ schoolId }).limit(20_000).lean<Lesson[]>(),
    ]);
    return school === null ? null : { school, terms, days, classes, lessons };
  });
}

/** @throws Failure school_archived */
export function refuseArchived({ school }: Pick<Timetable, 'school'>): void {
  if (school.archivedAt !== null)
    throw new Failure('school_archived', `${school.name} is archived and takes nothing more in.`);
}

/** What kind of day this is for the school: what the calendar says, else a weekday in term is instructional. */
export function dayKindOn({ days, terms }: Pick<Timetable, 'days' | 'terms'>, date: string): DayKind {
  const listed = days.find((day) => day.date === date);
  if (listed?.kind != null) return listed.kind;
  const inTerm = termOn(terms, date) !== null;
  return inTerm && weekdayOf(date) <= 5 ? 'instructional' : 'nonInstructional';
}

export function hasLessons(kind: DayKind): boolean {
  return kind === 'instructional' || kind === 'makeUp';
}

export function termOn(terms: readonly Term[], date: string): Term | null {
  return terms.find((term) => term.from <= date && date <= term.to) ?? null;
}

/** The lessons of that day in order of their bells; none when the calendar says there is no school. */
export function lessonsOn(timetable: Timetable, date: string): LessonOn[] {
  if (timetable.school.archivedAt !== null || !hasLessons(dayKindOn(timetable, date))) return [];
  const weekday = weekdayOf(date);
  const over = new Set(timetable.classes.filter(({ to }) => to !== null && to < date).map(({ _id }) => _id));
  return timetable.lessons
    .filter((lesson) => lesson.weekday === weekday && isWithin(lesson, date) && !over.has(lesson.classId))
    .flatMap((lesson) => {
      const bell = timetable.school.periods.find((p) => p.period === lesson.period);
      if (bell === undefined) return [];
      return [
        {
          classId: lesson.classId,
          period: lesson.period,
          periodName: bell.name,
          starts: bell.starts,
          ends: bell.ends,
          room: lesson.room,
        },
      ];
    })
    .sort((a, b) => a.starts.localeCompare(b.starts));
}

/** The nearest school day after `date`, or null within two months. */
export function nextSchoolDay(
  timetable: Timetable,
  date: string,
  step: (date: string, days: number) => string,
): string | null {
  for (let ahead = 1; ahead <= 62; ahead++) {
    const day = step(date, ahead);
    if (hasLessons(dayKindOn(timetable, day))) return day;
  }
  return null;
}

/** What the class is called; nothing for a class of another school. */
export function classNameOf({ classes }: Pick<Timetable, 'classes'>, classId: string): string {
  return classes.find((each) => each._id === classId)?.name ?? '';
}

/** The school a class belongs to. @throws Failure not_found outside the actor's scope */
export async function schoolOfClass(ctx: Context, classId: string): Promise<string> {
  const found = await scoped(ClassModel, ctx.scope).findOne({ _id: classId }, { select: { schoolId: 1 } });
  if (found === null) throw new Failure('not_found');
  return found.schoolId;
}
