import type { Role } from '@quad/shared/platform';

const admins: readonly Role[] = ['districtAdmin', 'schoolAdmin'];

/**
 * In a session that has seen no second factor roles sleep: every role of somebody who has one, or a reset by mail would get past
 * it, and an admin's where the district asks for one. They are not there for the permission table, and so for no route, room,
 * file or button.
 */
export function awakeRoles<M extends { role: Role }>(
  memberships: readonly M[],
  { asked, has, given }: { asked: boolean; has: boolean; given: boolean },
): { awake: M[]; asleep: boolean } {
  const sleeps = ({ role }: M): boolean => !given && (has || (asked && admins.includes(role)));
  const awake = memberships.filter((membership) => !sleeps(membership));
  return { awake, asleep: awake.length < memberships.length };
}
