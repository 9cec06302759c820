import type { Paged } from '@quad/shared/platform';
import type { MembershipsEnd, NewPersonFields, PersonRow } from '@quad/shared/schools';
import type { Context } from '../../../platform/http/context';
import { lastingAdmins, peopleWithRole, setMembershipEnd } from '../../identity';
import { refusal } from '../refusal';
import { todayIn } from '../school-access';
import { makePerson } from './create-person';
import { membershipsToEnd } from './end-memberships';

export async function listAdmins(
  ctx: Context,
  asked: { q?: string | undefined; page?: number | undefined; state?: 'current' | 'ended' | undefined },
): Promise<Paged<PersonRow>> {
  const place = districtOf(ctx, 'district:manage');
  return peopleWithRole(place, { ...asked, role: 'districtAdmin' }, todayIn(ctx, ctx.district));
}

export async function appointAdmin(
  ctx: Context,
  person: NewPersonFields,
): Promise<{ personId: string; membershipId: string }> {
  const place = districtOf(ctx, 'admin:appoint');
  const made = await makePerson(ctx, { ...place, from: todayIn(ctx, ctx.district) }, 'districtAdmin', person);
  ctx.log.warn({ person: ctx.actor.personId, to: made.personId }, 'district admin appointed');
  return made;
}

/** Ends district admins or brings them back. A district never is without one, also when two end each other at once. */
export async function endAdmins(
  ctx: Context,
  { membershipIds, to: asked }: MembershipsEnd,
): Promise<{ changed: number }> {
  const place = districtOf(ctx, 'admin:appoint');
  const memberships = await membershipsToEnd(ctx, place, membershipIds);
  const today = todayIn(ctx, ctx.district);
  const changed = await setMembershipEnd(place, membershipIds, asked === undefined ? today : asked);
  if ((await lastingAdmins(place.districtId, today)) > 0) return { changed };
  await Promise.all(memberships.map(({ _id, to }) => setMembershipEnd(place, [_id], to)));
  throw refusal('lastAdmin');
}

function districtOf(
  ctx: Context,
  permission: 'district:manage' | 'admin:appoint',
): { districtId: string; schoolId: null } {
  const { districtId } = ctx.scope;
  ctx.authorize(permission, { districtId });
  return { districtId, schoolId: null };
}
