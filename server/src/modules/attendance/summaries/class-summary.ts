import {
  addCounts,
  attendanceOf,
  categoryOf,
  isBegun,
  noCounts,
  type ClassSummary,
  type Counts,
} from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { classNameOf, schoolOfClass, timetableOf } from '../../schools';
import { ensureCodesOf } from '../code-sets';
import { registers } from '../register.repository';
import { rangeOf, type Range } from './summary-reads';

/** A class's registers and pupils; both add up to the same. */
export async function classSummary(ctx: Context, classId: string, asked: Range): Promise<ClassSummary> {
  const schoolId = await schoolOfClass(ctx, classId);
  const timetable = await timetableOf(ctx, schoolId);
  const { districtId, timeZone, name: schoolName } = timetable.school;
  const today = wallClock(ctx.now(), timeZone).date;
  const mayRead = (date: string): boolean =>
    ctx.can('register:read', { districtId, schoolId, classId, date });
  if (!mayRead(today)) throw new Failure('not_found');
  const { from, to } = rangeOf(asked, { from: addDays(today, -27), to: today });
  const all = await registers(ctx).marksOfClass({ schoolId, classId, from, to });
  // whoever covers a lesson today, or came to the class last week, does not read what was before
  const taken = all.filter(({ date }) => mayRead(date));
  await ensureCodesOf(taken);
  const pupils = new Map<string, Counts>();
  for (const { marks, codeSet } of taken)
    for (const { pupil, code } of marks) {
      const counts = pupils.get(pupil) ?? noCounts();
      counts[categoryOf(codeSet, code)] += 1;
      pupils.set(pupil, counts);
    }
  const names = await namesOf([...pupils.keys()], districtId, ctx.platform);
  const counts = taken.map((register) => register.counts).reduce(addCounts, noCounts());
  return {
    ...{ classId, schoolId, name: classNameOf(timetable, classId), schoolName },
    ...{ from, to, timeZone, now: ctx.now(), counts, ...attendanceOf(counts) },
    submitted: taken.filter((register) => isBegun(register.counts)).length,
    registers: taken.map(({ _id: registerId, date, period, starts, counts: of }) => ({
      ...{ registerId, date, period, starts, counts: of, ...attendanceOf(of) },
    })),
    pupils: [...pupils]
      .map(([pupil, of]) => ({ pupil, name: names[pupil] ?? '', counts: of, ...attendanceOf(of) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}
