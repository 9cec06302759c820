import { isWithin } from '../../../platform/database/collection';
import type { Permission } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { Failure } from '../../../platform/http/failure';
import { displayName, knownPerson } from '../../identity';
import { timetableOf, type Timetable } from '../../schools';

interface Pupil {
  pupil: string;
  name: string;
  schoolId: string;
  timetable: Timetable;
}

/** A pupil the actor may do this for. Another's child, or another school's, is not there. @throws Failure not_found */
export async function pupilFor(ctx: Context, pupil: string, permission: Permission): Promise<Pupil> {
  const known = await knownPerson(pupil, ctx.platform);
  const { districtId } = ctx.scope;
  if (known?.person.districtId !== districtId) throw new Failure('not_found');
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  // a pupil of two schools is each school's own
  const schoolId = known.memberships
    .filter((m) => m.role === 'student' && isWithin(m, today))
    .find((m) => ctx.can(permission, { districtId, schoolId: m.schoolId, personId: pupil }))?.schoolId;
  if (schoolId == null) throw new Failure('not_found');
  return { pupil, name: displayName(known.person), schoolId, timetable: await timetableOf(ctx, schoolId) };
}

/** The children of the actor who are pupils today, with their schools. */
export async function ownChildren(ctx: Context): Promise<Pupil[]> {
  const found = await Promise.all(
    ctx.actor.children.map((child) =>
      pupilFor(ctx, child, 'alert:answer').catch((error: unknown) => {
        // a child that has left school, or whose school is not this guardian's any more
        if (error instanceof Failure && error.code === 'not_found') return null;
        throw error;
      }),
    ),
  );
  return found.filter((child) => child !== null);
}
