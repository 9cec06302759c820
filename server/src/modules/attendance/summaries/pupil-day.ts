import { attendanceRulesOf, dayOfPupil, type LessonMark, type PupilDay } from '@quad/shared/attendance';
import { dayKindOn, hasLessons, type Timetable } from '../../schools';

/** What a pupil's marks of one day come to in that school. On a day without lessons nothing was possible, whatever somebody marked. */
export function pupilDay(
  timetable: Pick<Timetable, 'school' | 'days' | 'terms'>,
  date: string,
  marks: readonly LessonMark[],
): PupilDay {
  const day = dayOfPupil(marks, attendanceRulesOf(timetable.school).dayRule);
  return hasLessons(dayKindOn(timetable, date)) ? day : { ...day, possible: 0, attended: 0 };
}
