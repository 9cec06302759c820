import type { SchoolClass } from '../class.model';
import { meet } from './plan-lessons';
import type { Spell, Taken, TimetableNow } from './take-rows';
import type { RowFault } from './timetable-row';

/** In the file, and beside the classes it does not name. Bells do not overlap, so at one time is in one period. */
export function busyTeachers(taken: readonly Taken[], now: TimetableNow): RowFault[] {
  const warnings: RowFault[] = [];
  const named = new Set(taken.map(({ schoolClass }) => schoolClass._id));
  const classOf = new Map(now.classes.map((each) => [each._id, each]));
  const busy = new Map<string, (Spell & { schoolClass: SchoolClass })[]>();
  const put = (key: string, held: Spell & { schoolClass: SchoolClass }): void =>
    void busy.set(key, [...(busy.get(key) ?? []), held]);
  for (const { classId, personId, ...teaching } of now.teachings) {
    const schoolClass = classOf.get(classId);
    if (schoolClass === undefined || named.has(classId)) continue;
    for (const lesson of now.lessons)
      if (
        lesson.classId === classId &&
        meet(lesson, teaching) &&
        meet(lesson, { from: now.today, to: schoolClass.to })
      )
        put(`${personId}|${lesson.weekday}|${lesson.period}`, { ...lesson, schoolClass });
  }
  for (const { row, schoolClass, bell, teacher, from, to } of taken) {
    if (teacher === null) continue;
    const key = `${teacher.personId}|${row.weekday}|${bell.period}`;
    const other = (busy.get(key) ?? []).find(
      (held) => held.schoolClass._id !== schoolClass._id && meet(held, { from, to }),
    );
    if (other !== undefined)
      warnings.push({
        ...{ line: row.line, column: 'teacher_username', value: row.login ?? '', code: 'teacherBusy' },
        about: { name: teacher.name, className: other.schoolClass.name },
      });
    put(key, { from, to, schoolClass });
  }
  return warnings;
}
