import type { BellTime } from '@quad/shared/schools';
import type { PlannedChange } from '../../../platform/imports/import-kind';
import type { Lesson, Teaching } from '../class.model';
import { busyTeachers } from './busy-teachers';
import { meet, planLessons, type WantedLesson } from './plan-lessons';
import { takeRows, type Taken, type TakenRows, type TimetableNow } from './take-rows';
import { weekdayNames, type RowFault, type TimetableRow } from './timetable-row';

type Planned = Omit<PlannedChange, 'file' | 'write'>;
export type TimetableWrite =
  | BellTime
  | Pick<Teaching, 'classId' | 'personId' | 'from' | 'to'>
  | Pick<Lesson, 'classId' | 'weekday' | 'period' | 'room' | 'from' | 'to'>
  | { lessonId: string; set: Partial<Pick<Lesson, 'from' | 'to' | 'room'>> };

export interface TimetablePlan {
  changes: (Planned & { write: TimetableWrite })[];
  refusals: RowFault[];
  warnings: RowFault[];
  same: { period: number; teaching: number; lesson: number };
  /** classes some rows of which were refused: what the file does not have of them goes on */
  unsure: string[];
}

/**
 * What the file changes in a school. Pure. Classes it does not name stay as they are; of those it names, lessons it does not
 * have end yesterday; who teaches goes on teaching.
 */
export function planTimetable(rows: readonly TimetableRow[], now: TimetableNow): TimetablePlan {
  const found = takeRows(rows, now);
  const { taken, refusals, unsure, overRows } = found;
  const plan: TimetablePlan = {
    ...{ changes: [], refusals, warnings: busyTeachers(taken, now) },
    unsure: [...unsure.values()].map(({ code }) => code),
    same: { period: 0, teaching: 0, lesson: overRows },
  };
  planPeriods(plan, found);
  planTeachings(plan, taken, now);
  planAllLessons(plan, found, now);
  return plan;
}

function planPeriods(plan: TimetablePlan, { bells, taken }: TakenRows): void {
  const used = new Set(taken.map(({ bell }) => bell.period));
  for (const { bell, before, line, op } of new Set(bells.values())) {
    if (!used.has(bell.period)) continue;
    if (op === null) {
      plan.same.period += 1;
      continue;
    }
    const fields = (['starts', 'ends'] as const)
      .filter((field) => before?.[field] !== bell[field])
      .map((field) => ({ field, before: before?.[field] ?? null, after: bell[field] }));
    plan.changes.push({ thing: 'period', op, key: bell.period, label: bell.name, line, fields, write: bell });
  }
}

function planTeachings(
  plan: TimetablePlan,
  taken: readonly Taken[],
  { teachings, today }: TimetableNow,
): void {
  const wanted = new Map<string, Taken[]>();
  for (const each of taken)
    if (each.teacher !== null) {
      const key = `${each.schoolClass._id}|${each.teacher.personId}`;
      wanted.set(key, [...(wanted.get(key) ?? []), each]);
    }
  for (const rows of wanted.values()) {
    const [first] = rows;
    if (first?.teacher == null) continue;
    const { schoolClass, teacher, row } = first;
    const from = rows.map((each) => each.from).reduce((a, b) => (a < b ? a : b));
    const lasts = rows.map((each) => each.to);
    const to = lasts.includes(null) ? null : lasts.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b));
    const { personId, name } = teacher;
    const isOver = to !== null && to < today;
    const due = { from: isOver || from > today ? from : today, to };
    const stands = teachings.some(
      (held) => held.classId === schoolClass._id && held.personId === personId && meet(held, due),
    );
    if (stands) plan.same.teaching += 1;
    else
      plan.changes.push({
        ...{ thing: 'teaching', op: 'add', key: `${schoolClass.code}|${row.login ?? ''}`, line: row.line },
        ...{ label: `${schoolClass.name} · ${name}`, fields: newFields({ from, to }) },
        write: { classId: schoolClass._id, personId, from, to },
      });
  }
}

function planAllLessons(plan: TimetablePlan, { taken, unsure, over }: TakenRows, now: TimetableNow): void {
  const classes = new Map([...over, ...taken.map(({ schoolClass: c }) => [c._id, c] as const)]);
  const present = new Map<string, Lesson[]>();
  for (const lesson of now.lessons)
    present.set(lesson.classId, [...(present.get(lesson.classId) ?? []), lesson]);
  const nameOf = new Map(
    [...now.bells, ...taken.map(({ bell }) => bell)].map(({ period, name }) => [period, name]),
  );
  for (const [classId, schoolClass] of classes) {
    const wanted = wantedLessons(taken.filter((each) => each.schoolClass._id === classId));
    const { added, changed, same, ended } = planLessons(wanted, present.get(classId) ?? [], now.today);
    const about = ({ weekday, period }: Pick<Lesson, 'weekday' | 'period'>) => ({
      thing: 'lesson' as const,
      key: `${schoolClass.code}|${weekday}|${period}`,
      label: `${schoolClass.name} · ${weekdayNames[weekday - 1] ?? ''} · ${nameOf.get(period) ?? period}`,
    });
    plan.same.lesson += same;
    for (const each of added) {
      const { weekday, period, from, to, line } = each;
      const room = each.room ?? schoolClass.room;
      plan.changes.push({
        ...{ ...about(each), op: 'add', line, fields: newFields({ from, to, room }) },
        write: { classId, weekday, period, room, from, to },
      });
    }
    for (const { lesson, wanted: each, set } of changed)
      plan.changes.push({
        ...{ ...about(lesson), op: 'change', line: each.line, fields: changedFields(lesson, set) },
        write: { lessonId: lesson._id, set },
      });
    if (unsure.has(classId)) continue;
    for (const { lesson, to } of ended)
      plan.changes.push({
        ...{ ...about(lesson), op: 'end', line: null, fields: changedFields(lesson, { to }) },
        write: { lessonId: lesson._id, set: { to } },
      });
  }
}

/** One of each lesson; who teaches it together is said apart. */
function wantedLessons(rows: readonly Taken[]): WantedLesson[] {
  const wanted = new Map<string, WantedLesson>();
  for (const { row, schoolClass, bell, from, to } of rows) {
    const { weekday, room, line } = row;
    const key = `${weekday}|${bell.period}|${from}`;
    if (!wanted.has(key))
      wanted.set(key, {
        ...{ classId: schoolClass._id, weekday, period: bell.period, from, to, room, line },
        isDated: row.from !== null,
      });
  }
  return [...wanted.values()];
}

type Values = Partial<Record<'from' | 'to' | 'room', string | null>>;

function newFields(values: Values) {
  return changedFields({}, values).filter(({ after }) => after !== null);
}

function changedFields(before: Values, after: Values) {
  return (Object.keys(after) as (keyof Values)[]).map((field) => ({
    ...{ field, before: before[field] ?? null, after: after[field] ?? null },
  }));
}
