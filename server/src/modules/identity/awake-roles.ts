import type { Role } from '@quad/shared/platform';

const admins: readonly Role[] = ['districtAdmin', 'schoolAdmin'];

/**
 * In a session that has seen no second factor an admin's roles sleep where the district asks for one: they are not there for the
 * permission table, and so for no route, room, file or button.
 */
export function awakeRoles<M extends { role: Role }>(
  memberships: readonly M[],
  { needed, given }: { needed: boolean; given: boolean },
): { awake: M[]; asleep: boolean } {
  const awake = memberships.filter(({ role }) => given || !needed || !admins.includes(role));
  return { awake, asleep: awake.length < memberships.length };
}
