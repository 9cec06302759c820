import { can, type ActorFacts, type Role } from '../platform';

/** May the actor give or end this role there? The district appoints admins; nobody gives a role above their own. */
export function mayGive(
  actor: ActorFacts,
  role: Role,
  place: { districtId: string; schoolId: string | null },
): boolean {
  const isAdmin = role === 'districtAdmin' || role === 'schoolAdmin';
  return can(actor, isAdmin ? 'admin:appoint' : 'people:manage', place);
}
