import type { BellTime } from '@quad/shared/schools';
import { lasts } from '../../../platform/database/collection';
import type { Lesson, SchoolClass, Teaching } from '../class.model';
import { folded, planBells, type BellPlan } from './plan-bells';
import { meet } from './plan-lessons';
import type { RowFault, TimetableColumn, TimetableRow } from './timetable-row';

export interface Spell {
  from: string;
  to: string | null;
}

export interface Teacher {
  personId: string;
  name: string;
  spells: readonly Spell[];
}

/** A school as the file finds it. */
export interface TimetableNow {
  /** in the school's zone */
  today: string;
  /** since when lessons are of which the file does not say it */
  begins: string;
  bells: readonly BellTime[];
  classes: readonly SchoolClass[];
  lessons: readonly Lesson[];
  teachings: readonly Teaching[];
  /** people by sign-in name, with when they teach in this school */
  teachers: ReadonlyMap<string, Teacher>;
}

/** A row whose class, period and teacher were found. */
export interface Taken extends Spell {
  row: TimetableRow;
  schoolClass: SchoolClass;
  bell: BellTime;
  teacher: { personId: string; name: string } | null;
}

export interface TakenRows {
  taken: Taken[];
  refusals: RowFault[];
  bells: BellPlan['bells'];
  /** classes named by a row of which nothing is left to come, by id */
  over: Map<string, SchoolClass>;
  /** how many such rows there are */
  overRows: number;
  /** classes some rows of which were refused, by id */
  unsure: Map<string, SchoolClass>;
}

/** Finds what each row names, and refuses the rows that name what is not there. */
export function takeRows(rows: readonly TimetableRow[], now: TimetableNow): TakenRows {
  const { bells, faults } = planBells(rows, now.bells);
  const found: TakenRows = {
    ...{ taken: [], refusals: [], overRows: 0, over: new Map(), unsure: new Map() },
    bells,
  };
  const lessons = new Map<string, Taken[]>();
  for (const row of rows) {
    const schoolClass = classNamed(row.classCode, now);
    const refuse = ({ column, value, code, about }: Omit<RowFault, 'line'>): void => {
      found.refusals.push({ line: row.line, column, value, code, about: { value, column, ...about } });
      if (schoolClass !== undefined) found.unsure.set(schoolClass._id, schoolClass);
    };
    if (schoolClass === undefined) {
      refuse(fault('class_code', row.classCode, 'classUnknown'));
      continue;
    }
    // what was over before the day from which undated rows count is nothing to make
    if (row.from === null && row.to !== null && row.to < now.begins) {
      found.over.set(schoolClass._id, schoolClass);
      found.overRows += 1;
      continue;
    }
    const one = taken(row, schoolClass, { bells, faults }, now);
    if ('code' in one) {
      refuse(one);
      continue;
    }
    const key = `${schoolClass._id}|${row.weekday}|${one.bell.period}`;
    const others = lessons.get(key) ?? [];
    const twin = others.find((other) => meet(other, one) && !isTaughtTogether(others, other, one));
    if (twin !== undefined) {
      refuse(fault('period', row.period, 'lessonTwice', { line: String(twin.row.line) }));
      continue;
    }
    lessons.set(key, [...others, one]);
    found.taken.push(one);
  }
  return found;
}

function taken(
  row: TimetableRow,
  schoolClass: SchoolClass,
  { bells, faults }: BellPlan,
  now: TimetableNow,
): Taken | Omit<RowFault, 'line'> {
  const unusable = faults.get(folded(row.period));
  const found = bells.get(folded(row.period));
  if (unusable !== undefined || found === undefined)
    return fault('period', row.period, unusable?.code ?? 'periodName', unusable?.about);
  const { bell, line } = found;
  const { starts, ends } = bell;
  if (row.starts !== starts || row.ends !== ends)
    return fault('start', row.starts, 'periodTimes', {
      period: row.period,
      line: String(line),
      starts,
      ends,
    });
  const spell = { from: row.from ?? now.begins, to: row.to };
  const teacher = row.login === null ? null : now.teachers.get(row.login);
  // who never taught here has no name here
  if (teacher === undefined || teacher?.spells.length === 0)
    return fault('teacher_username', row.login ?? '', 'teacherUnknown');
  if (teacher !== null && !teacher.spells.some((held) => meet(held, spell)))
    return fault('teacher_username', row.login ?? '', 'notTeacher', { name: teacher.name });
  return { row, schoolClass, bell, teacher, ...spell };
}

function fault(
  column: TimetableColumn,
  value: string,
  code: string,
  about: Record<string, string> = {},
): Omit<RowFault, 'line'> {
  return { column, value, code, about };
}

/** The code is one of a kind among classes that go on; one that has ended may have had it before. */
function classNamed(code: string, { classes, today }: TimetableNow): SchoolClass | undefined {
  const lasting = classes.filter((each) => lasts(each, today));
  return (
    lasting.find((each) => each.code === code && each.to === null) ??
    lasting.find((each) => each.code === code) ??
    lasting.find((each) => folded(each.code) === folded(code))
  );
}

/** Two teachers of one lesson are two rows that differ in nothing else. */
function isTaughtTogether(others: readonly Taken[], a: Taken, b: Taken): boolean {
  const isAlike = a.row.room === b.row.room && a.from === b.from && a.to === b.to;
  const isNew =
    b.teacher !== null && others.every(({ teacher }) => teacher?.personId !== b.teacher?.personId);
  return isAlike && isNew && a.teacher !== null;
}
