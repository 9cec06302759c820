import { mayGive } from '@quad/shared/identity';
import type { MembershipsEnd } from '@quad/shared/schools';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { membershipsAt, setMembershipEnd } from '../../identity';
import { EnrolmentModel, TeachingModel } from '../class.model';
import { refusal } from '../refusal';
import { changeableSchool, todayIn } from '../school-access';

type Membership = Awaited<ReturnType<typeof membershipsAt>>[number];

/**
 * Ends roles in a school with a day, or brings them back with `to: null`. A pupil's enrolments and a teacher's classes end
 * with the role, and those that ended on the same day come back with it.
 */
export async function endMemberships(
  ctx: Context,
  schoolId: string,
  { membershipIds, to: asked }: MembershipsEnd,
): Promise<{ changed: number }> {
  const school = await changeableSchool(ctx, 'people:manage', schoolId);
  const place = { districtId: school.districtId, schoolId };
  const memberships = await membershipsToEnd(ctx, place, membershipIds);
  const to = asked === undefined ? todayIn(ctx, school) : asked;
  // classes first: a run that is cut off leaves the role, and ending it again does the rest
  await Promise.all(memberships.map((membership) => moveClasses(schoolId, membership, to)));
  return { changed: await setMembershipEnd(place, membershipIds, to) };
}

/** All of them, if the actor may end them. @throws Failure not_found, not_allowed */
export async function membershipsToEnd(
  ctx: Context,
  place: { districtId: string; schoolId: string | null },
  ids: readonly string[],
): Promise<Membership[]> {
  const memberships = await membershipsAt(place, ids);
  if (memberships.length !== new Set(ids).size) throw new Failure('not_found');
  if (memberships.some(({ personId }) => personId === ctx.actor.personId)) throw refusal('ownRole');
  if (!memberships.every(({ role }) => mayGive(ctx.actor, role, place))) throw refusal('aboveOwnRole');
  return memberships;
}

async function moveClasses(
  schoolId: string,
  { personId, role, to: was }: Membership,
  to: string | null,
): Promise<void> {
  // what began after the role had ended belongs to a later spell of it
  const before = was === null ? {} : { from: { $lte: was } };
  const held = to === null ? { to: was } : { to: { $not: { $lte: to } }, ...before };
  if (role === 'student')
    await EnrolmentModel.updateMany({ schoolId, pupilId: personId, ...held }, { $set: { to } });
  if (role === 'teacher') await TeachingModel.updateMany({ schoolId, personId, ...held }, { $set: { to } });
}
