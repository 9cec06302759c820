import { addCounts, attendanceOf, noCounts } from '@quad/shared/attendance';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { DaySummaryModel, type DaySummary } from './summary.model';

interface Compared {
  registers: number;
  now: { present: number; marked: number };
  then: { present: number; marked: number };
}

/**
 * Two days like with like: the lessons (class and period) that were submitted on both; null when there are none. A morning is
 * compared with the same morning, not with a whole day. @param schoolIds null: every school of the scope
 */
export async function compareDays(
  ctx: Context,
  schoolIds: readonly string[] | null,
  date: string,
  before: string,
): Promise<Compared | null> {
  const within = schoolIds === null ? {} : { schoolId: { $in: [...schoolIds] } };
  const summaries = await scoped(DaySummaryModel, ctx.scope).find(
    { date: { $in: [date, before] }, ...within },
    { select: { date: 1, registers: 1 }, limit: 10_000 },
  );
  const [now, then] = [submittedOn(summaries, date), submittedOn(summaries, before)];
  const both = [...now.keys()].filter((key) => then.has(key));
  if (both.length === 0) return null;
  const total = (of: typeof now) =>
    attendanceOf(both.map((key) => of.get(key) ?? noCounts()).reduce(addCounts, noCounts()));
  return { registers: both.length, now: total(now), then: total(then) };
}

function submittedOn(summaries: readonly DaySummary[], date: string) {
  return new Map(
    summaries
      .filter((summary) => summary.date === date)
      .flatMap((summary) => summary.registers)
      .filter((register) => register.submitted)
      .map((register) => [`${register.classId}|${register.period}`, register.counts]),
  );
}
