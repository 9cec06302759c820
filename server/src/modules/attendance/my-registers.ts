import type { OwnRegisters } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { whole } from './catch-up';
import { classesOn, nextDayOf, timetablesTaught } from './meetings';
import { registers } from './register.repository';

/** Those of the actor's classes today and on the next school day that are born, whole: for a device that may lose its network. */
export async function myRegisters(ctx: Context): Promise<OwnRegisters> {
  ctx.authorize('class:own', { personId: ctx.actor.personId });
  const timetables = await timetablesTaught(ctx);
  const { date } = wallClock(ctx.now(), ctx.district.timeZone);
  const next = nextDayOf(timetables, date);
  const days = next === null ? [date] : [date, next];
  const mine = new Map(days.map((day) => [day, classesOn(ctx, day)]));
  const found = await registers(ctx).wholeOf({
    schoolIds: timetables.map(({ school }) => school._id),
    classIds: [...new Set([...mine.values()].flatMap((classes) => [...classes]))],
    days,
  });
  const read = found.filter((each) => mine.get(each.date)?.has(each.classId) === true);
  return { date, next, now: ctx.now(), registers: await Promise.all(read.map((each) => whole(ctx, each))) };
}
