import { attendanceOf, noCounts, type Board, type BoardRow, type Counts } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import type { PipelineStage } from 'mongoose';
import type { Context } from '../../platform/http/context';
import { countBySchool } from '../identity';
import { lessonsOn, schoolsOf, timetableOf, type SchoolRow } from '../schools';
import { registers } from './register.repository';

interface Asked {
  date?: string | undefined;
  q?: string | undefined;
  sort?: 'name' | 'attendance' | 'submitted' | undefined;
  page?: number | undefined;
}

const pageSize = 50;

/** The actor's schools with their attendance on a day. What nobody submitted is in no percentage. */
export async function board(ctx: Context, asked: Asked): Promise<Board> {
  const { timeZone } = ctx.district;
  const wall = wallClock(ctx.now(), timeZone);
  const date = asked.date ?? wall.date;
  const { districtId } = ctx.scope;
  const schools = (await schoolsOf(ctx)).filter(({ _id }) =>
    ctx.can('board:read', { districtId, schoolId: _id }),
  );
  const [taken, pupils] = await Promise.all([
    takenBySchool(ctx, date),
    countBySchool('student', ctx.scope, date),
  ]);
  const due = date < wall.date ? '24:00' : date > wall.date ? '00:00' : wall.time;
  const rows = await Promise.all(
    schools.map((school) =>
      present(ctx, school, { date, due }, taken.get(school._id), pupils.get(school._id) ?? 0),
    ),
  );
  const wanted = rows.filter((row) => matches(row, asked.q)).sort(order(asked.sort ?? 'name'));
  const pages = Math.max(1, Math.ceil(wanted.length / pageSize));
  const page = Math.min(asked.page ?? 1, pages);
  return {
    ...{ date, now: ctx.now(), timeZone, page, pages },
    schools: wanted.slice((page - 1) * pageSize, page * pageSize),
    totals: {
      schools: rows.length,
      reported: rows.filter((row) => row.marked > 0).length,
      present: sum(rows, (row) => row.present),
      marked: sum(rows, (row) => row.marked),
      pupils: sum(rows, (row) => row.pupils),
    },
  };
}

interface Taken {
  counts: Counts;
  submitted: number;
}

async function takenBySchool(ctx: Context, date: string): Promise<Map<string, Taken>> {
  const fields = Object.keys(noCounts());
  const unmarkedOnly = {
    $eq: [{ $sum: fields.filter((f) => f !== 'unmarked').map((f) => `$counts.${f}`) }, 0],
  };
  const group: PipelineStage.Group['$group'] = {
    _id: '$schoolId',
    submitted: { $sum: { $cond: [unmarkedOnly, 0, 1] } },
    ...Object.fromEntries(fields.map((field) => [field, { $sum: `$counts.${field}` }])),
  };
  const rows = await registers(ctx).aggregate<Counts & { _id: string; submitted: number }>({ date }, [
    { $project: { schoolId: 1, counts: 1 } },
    { $group: group },
  ]);
  return new Map(rows.map(({ _id, submitted, ...counts }) => [_id, { counts, submitted }]));
}

async function present(
  ctx: Context,
  school: SchoolRow,
  when: { date: string; due: string },
  taken: Taken | undefined,
  pupils: number,
): Promise<BoardRow> {
  const lessons = lessonsOn(await timetableOf(ctx, school._id), when.date);
  const due = lessons.filter((lesson) => lesson.starts <= when.due).length;
  const submitted = taken?.submitted ?? 0;
  const { _id: schoolId, code, name, group } = school;
  return {
    ...{ schoolId, code, name, group, pupils },
    // what somebody took before its bell, or outside the timetable, is no less expected
    registers: { expected: Math.max(due, submitted), submitted },
    ...attendanceOf(taken?.counts ?? noCounts()),
  };
}

function matches(row: BoardRow, q: string | undefined): boolean {
  const wanted = q?.toLocaleLowerCase() ?? '';
  return [row.name, row.code, row.group ?? ''].some((text) => text.toLocaleLowerCase().includes(wanted));
}

/** Lowest attendance first: that is what somebody looks for. What is not submitted comes last, it has no percentage. */
function order(by: NonNullable<Asked['sort']>): (a: BoardRow, b: BoardRow) => number {
  const byName = (a: BoardRow, b: BoardRow): number => a.name.localeCompare(b.name);
  const percentage = (row: BoardRow): number => (row.marked === 0 ? 2 : row.present / row.marked);
  if (by === 'attendance') return (a, b) => percentage(a) - percentage(b) || byName(a, b);
  if (by === 'submitted') return (a, b) => b.registers.submitted - a.registers.submitted || byName(a, b);
  return byName;
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
