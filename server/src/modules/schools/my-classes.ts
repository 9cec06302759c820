import { wallClock } from '@quad/shared/platform';
import type { MyClass } from '@quad/shared/schools';
import type { Context } from '../../platform/http/context';
import { rollOn, teachingOf } from './rolls';
import { isWithin, timetableOf } from './timetable';

/** The classes the actor teaches today, by name. */
export async function myClasses(ctx: Context): Promise<MyClass[]> {
  ctx.authorize('class:own', { personId: ctx.actor.personId });
  const { date } = wallClock(ctx.now(), ctx.district.timeZone);
  const taught = (await teachingOf(ctx.actor.personId, ctx.platform)).filter((spell) =>
    isWithin(spell, date),
  );
  const classes = await Promise.all(
    taught.map(async ({ classId, schoolId }) => {
      const [{ school, classes: all }, roll] = await Promise.all([
        timetableOf(ctx, schoolId),
        rollOn(classId, date, ctx.platform),
      ]);
      const found = all.find((c) => c._id === classId);
      if (found === undefined) return [];
      const { code, name, subject, room } = found;
      return [{ classId, schoolId, schoolName: school.name, code, name, subject, room, pupils: roll.length }];
    }),
  );
  return classes.flat().sort((a, b) => a.name.localeCompare(b.name));
}
