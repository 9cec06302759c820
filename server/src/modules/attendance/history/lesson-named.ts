import { isWithin } from '../../../platform/database/collection';
import { type LessonOn, type Timetable } from '../../schools';
import { weekdayOf } from '@quad/shared/platform';

type Held = Omit<LessonOn, 'classId'>;

export interface Named {
  /** as the file calls it, or nothing */
  period: string;
  /** HH:MM */
  starts: string | null;
  ends: string | null;
}

/**
 * Which lesson of the class a row is about: the period it names, else the one lesson of that day or the one that begins then.
 * What Quad has no bell for is outside its timetable and needs a beginning.
 * @returns a code of why not
 */
export function lessonNamed(
  { school, lessons, classes }: Timetable,
  classId: string,
  date: string,
  { period, starts, ends }: Named,
): Held | 'periodNeeded' | 'periodUnknown' {
  const bells = school.periods;
  const weekday = weekdayOf(date);
  // whatever the calendar says of that day: it was taken
  const own = lessons.filter(
    (lesson) => lesson.classId === classId && lesson.weekday === weekday && isWithin(lesson, date),
  );
  const like = (name: string): boolean => name.trim().toLowerCase() === period.toLowerCase();
  const candidates = own.flatMap((lesson) => bells.find((bell) => bell.period === lesson.period) ?? []);
  const only = new Set(candidates.map((bell) => bell.period)).size === 1 ? candidates[0] : undefined;
  const bell =
    period !== ''
      ? (bells.find((each) => like(each.period)) ?? bells.find((each) => like(each.name)))
      : starts === null
        ? only
        : [...candidates, ...bells].find((each) => each.starts === starts);
  const room = (of: string): string | null =>
    own.find((lesson) => lesson.period === of)?.room ??
    classes.find(({ _id }) => _id === classId)?.room ??
    null;
  if (bell !== undefined)
    return {
      ...{ period: bell.period, periodName: bell.name, room: room(bell.period) },
      starts: starts ?? bell.starts,
      ends: ends ?? ((starts ?? bell.starts) === bell.starts ? bell.ends : null),
    };
  if (starts === null) return period === '' ? 'periodNeeded' : 'periodUnknown';
  const outside = `at-${starts.replace(':', '')}`;
  return { period: outside, periodName: '', starts, ends, room: room(outside) };
}
