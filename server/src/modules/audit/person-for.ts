import type { Permission, Role } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { membershipsOf, personOf } from '../identity';

export interface Found {
  personId: string;
  name: { givenName: string; familyName: string };
  /** every spell there is or was */
  memberships: Awaited<ReturnType<typeof membershipsOf>>;
  /** by what the actor may do this, in each place (null: the district) the person belongs or belonged to */
  mine: ReadonlyMap<string | null, Role>;
  /** no place of the person's is out of the actor's reach */
  whole: boolean;
}

/** Somebody for whom the actor may do this somewhere. @throws Failure not_found */
export async function personFor(ctx: Context, permission: Permission, personId: string): Promise<Found> {
  const { districtId } = ctx.scope;
  const [person, memberships] = await Promise.all([
    personOf(districtId, personId),
    membershipsOf(districtId, personId),
  ]);
  if (person === null) throw new Failure('not_found');
  const places = new Set(memberships.map(({ schoolId }) => schoolId));
  if (places.size === 0) places.add(null);
  const mine = new Map<string | null, Role>();
  for (const schoolId of places) {
    const role = ctx.roleFor(permission, { districtId, schoolId, personId });
    if (role !== null) mine.set(schoolId, role);
  }
  if (mine.size === 0) throw new Failure('not_found');
  return { personId, name: person, memberships, mine, whole: mine.size === places.size };
}
