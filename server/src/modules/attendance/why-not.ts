import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { namesOf, someHolders } from '../identity';
import { classNameOf, teachersOn, timetableOf } from '../schools';

/** Who in the school can change what stands in somebody's way, by name: “Mr Fischer, Ms Mensah”. */
export async function officeOf(ctx: Context, schoolId: string, date: string): Promise<string> {
  const { districtId } = ctx.scope;
  const place = { districtId, schoolId, date };
  const [office, admins] = await Promise.all([
    someHolders('office', place, 2),
    someHolders('schoolAdmin', place, 1),
  ]);
  const people = office.length > 0 ? office : admins;
  return Object.values(await namesOf(people, districtId, ctx.platform)).join(', ');
}

/**
 * Why somebody may not touch a class's register: a colleague is told whose class it is and who can hand it over; for anybody
 * else it is not there.
 */
export async function notMine(
  ctx: Context,
  { schoolId, classId, date }: { schoolId: string; classId: string; date: string },
): Promise<Failure> {
  const isColleague = ctx.actor.memberships.some((m) => m.schoolId === schoolId && m.role === 'teacher');
  if (!isColleague) return new Failure('not_found');
  const timetable = await timetableOf(ctx, schoolId);
  if (!timetable.classes.some((each) => each._id === classId)) return new Failure('not_found');
  const className = classNameOf(timetable, classId);
  const [names, office] = await Promise.all([
    namesOf(await teachersOn(classId, date, ctx.platform), ctx.scope.districtId, ctx.platform),
    officeOf(ctx, schoolId, date),
  ]);
  const teachers = Object.values(names).join(', ');
  return new Failure('not_my_class', `${className} is taught by ${teachers}. ${office} can hand it to you.`, {
    about: { className, teachers, office },
  });
}
