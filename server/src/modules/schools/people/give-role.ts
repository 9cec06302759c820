import { mayGive } from '@quad/shared/identity';
import type { NewMembership } from '@quad/shared/schools';
import type { Context } from '../../../platform/http/context';
import { giveMembership } from '../../identity';
import { refusal } from '../refusal';
import { changeableSchool, todayIn } from '../school-access';
import { knownHere } from './known-here';

/** Gives somebody known a role in the school; one that has ended begins anew. */
export async function giveRole(
  ctx: Context,
  schoolId: string,
  { personId, role, from }: NewMembership,
): Promise<{ personId: string; membershipId: string }> {
  const school = await changeableSchool(ctx, 'people:manage', schoolId);
  const place = { districtId: school.districtId, schoolId, from: from ?? todayIn(ctx, school) };
  if (!mayGive(ctx.actor, role, place)) throw refusal('aboveOwnRole');
  await knownHere(ctx, personId);
  if (personId === ctx.actor.personId) throw refusal('ownRole');
  const membershipId = await giveMembership(place, personId, role);
  ctx.log.info({ person: ctx.actor.personId, to: personId, role, school: schoolId }, 'role given');
  return { personId, membershipId };
}
