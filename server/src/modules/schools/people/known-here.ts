import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { membershipsOf, personOf } from '../../identity';

type Found = NonNullable<Awaited<ReturnType<typeof personOf>>>;
type Membership = Awaited<ReturnType<typeof membershipsOf>>[number];

/**
 * A person the actor can see because they are or were something in one of the actor's schools. `everywhere` is for deciding,
 * never for showing. @throws Failure not_found
 */
export async function knownHere(
  { scope: { districtId, schoolIds } }: Context,
  personId: string,
): Promise<{ person: Found; memberships: Membership[]; everywhere: Membership[] }> {
  const [person, everywhere] = await Promise.all([
    personOf(districtId, personId),
    membershipsOf(districtId, personId),
  ]);
  const memberships = everywhere.filter(
    ({ schoolId }) => schoolIds === 'all' || (schoolId !== null && schoolIds.includes(schoolId)),
  );
  if (person === null || memberships.length === 0) throw new Failure('not_found');
  return { person, memberships, everywhere };
}
