import {
  addCounts,
  attendanceOf,
  noCounts,
  type Counts,
  type SchoolSummary,
  type Trend,
} from '@quad/shared/attendance';
import { addDays, dayCount, wallClock } from '@quad/shared/platform';
import type { PipelineStage } from 'mongoose';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { classNameOf, schoolsOf, termOn, timetableOf } from '../../schools';
import { compareDays } from './compare-days';
import { DaySummaryModel, type DaySummary } from './summary.model';

export interface Range {
  from?: string | undefined;
  to?: string | undefined;
}

const longestDays = 400;

/** The range asked for, or what stands for it. @throws Failure invalid_request for one that ends before it begins, or is too long */
export function rangeOf(asked: Range, usual: { from: string; to: string }): { from: string; to: string } {
  const { from = usual.from, to = usual.to } = asked;
  const days = dayCount(from, to);
  const message = days < 0 ? 'must not be before the first day' : `must be within ${longestDays} days of it`;
  if (days < 0 || days > longestDays)
    throw new Failure('invalid_request', undefined, { errors: [{ field: 'to', message }] });
  return { from, to };
}

/** A school's days and classes, from its summaries. */
export async function schoolSummary(ctx: Context, schoolId: string, asked: Range): Promise<SchoolSummary> {
  const timetable = await timetableOf(ctx, schoolId);
  const { districtId, name, timeZone } = timetable.school;
  ctx.authorize('day:read', { districtId, schoolId });
  const today = wallClock(ctx.now(), timeZone).date;
  const { from, to } = rangeOf(asked, { from: termOn(timetable.terms, today)?.from ?? today, to: today });
  const days = await scoped(DaySummaryModel, ctx.scope).aggregate<DaySummary>(
    { schoolId, date: { $gte: from, $lte: to } },
    [{ $sort: { date: 1 } }],
  );
  const counts = totalOf(days);
  const taken = days.flatMap((day) => day.registers).filter((register) => register.submitted);
  const classIds = [...new Set(days.flatMap((day) => day.registers.map((register) => register.classId)))];
  const ofClass = new Map(classIds.map((classId) => [classId, [] as DaySummary['registers']]));
  for (const register of days.flatMap((day) => day.registers)) ofClass.get(register.classId)?.push(register);
  return {
    ...{ schoolId, name, from, to, timeZone },
    asOf: latest(ctx, days),
    ...{ counts, ...attendanceOf(counts) },
    expected: days.reduce((sum, day) => sum + day.expected, 0),
    submitted: taken.length,
    days: days.map(({ date, counts: of, expected, submitted }) => ({
      date,
      ...attendanceOf(of),
      expected,
      submitted,
    })),
    classes: classIds
      .map((classId) => {
        const own = ofClass.get(classId) ?? [];
        const all = totalOf(own);
        return {
          ...{ classId, name: classNameOf(timetable, classId), counts: all, ...attendanceOf(all) },
          submitted: own.filter((register) => register.submitted).length,
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/** A day that changed is computed anew within a second, so the last computation speaks for all; a clock set back has seen none later. */
function latest(ctx: Context, days: readonly { asOf: number }[]): number | null {
  return days.length === 0 ? null : Math.min(ctx.now(), Math.max(...days.map((day) => day.asOf)));
}

function totalOf(parts: readonly { counts: Counts }[]): Counts {
  return parts.map((part) => part.counts).reduce(addCounts, noCounts());
}

/** The days of a range over all the schools the actor may see. A day on which nobody submitted anything is not there. */
export async function trend(ctx: Context, asked: Range): Promise<Trend> {
  const today = wallClock(ctx.now(), ctx.district.timeZone).date;
  const { from, to } = rangeOf(asked, { from: addDays(today, -60), to: today });
  const everywhere =
    ctx.can('board:read', { districtId: ctx.scope.districtId }) && ctx.scope.schoolIds === 'all';
  const schoolIds = everywhere
    ? null
    : (await schoolsOf(ctx)).map(({ _id }) => _id).filter((schoolId) => ctx.can('board:read', { schoolId }));
  const within = schoolIds === null ? {} : { schoolId: { $in: schoolIds } };
  const [rows, compare] = await Promise.all([
    scoped(DaySummaryModel, ctx.scope).aggregate<DayTotal>({ date: { $gte: from, $lte: to }, ...within }, [
      { $project: { date: 1, asOf: 1, counts: 1, expected: 1, submitted: 1 } },
      { $group: perDay },
      { $sort: { _id: 1 } },
    ]),
    compareDays(ctx, schoolIds, to, addDays(to, -7)),
  ]);
  return {
    ...{ from, to },
    asOf: latest(ctx, rows),
    days: rows
      .filter((row) => row.submitted > 0)
      .map(({ _id: date, asOf: _asOf, expected, submitted, schools, ...counts }) => ({
        ...{ date, ...attendanceOf(counts), expected, submitted, schools },
      })),
    compare:
      compare === null
        ? null
        : {
            date: to,
            then: addDays(to, -7),
            registers: compare.registers,
            now: compare.now,
            before: compare.then,
          },
  };
}

type DayTotal = Counts & { _id: string; asOf: number; expected: number; submitted: number; schools: number };

const perDay: PipelineStage.Group['$group'] = {
  _id: '$date',
  asOf: { $max: '$asOf' },
  expected: { $sum: '$expected' },
  submitted: { $sum: '$submitted' },
  schools: { $sum: { $cond: [{ $gt: ['$submitted', 0] }, 1, 0] } },
  ...Object.fromEntries(Object.keys(noCounts()).map((field) => [field, { $sum: `$counts.${field}` }])),
};
