import type { Role } from '@quad/shared/platform';
import type { Context, Scope } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { displayName, knownPerson } from '../../identity';

export interface Learner {
  personId: string;
  name: string;
  /** of their courses, those whose schools the actor may look into for them */
  scope: Scope;
}

/** Somebody whose learning the actor may see; anybody else is not there. @throws Failure not_found */
export async function learnerFor(ctx: Context, personId: string, as?: Role): Promise<Learner> {
  const { districtId } = ctx.scope;
  const known = await knownPerson(personId, ctx.platform);
  if (known?.person.districtId !== districtId) throw new Failure('not_found');
  const places = new Set(
    known.memberships.filter(({ role }) => as === undefined || role === as).map(({ schoolId }) => schoolId),
  );
  const mine = [...places].filter((schoolId) =>
    ctx.can('learning:pupil', { districtId, schoolId, personId }),
  );
  if (mine.length === 0) throw new Failure('not_found');
  const schoolIds = mine.filter((schoolId) => schoolId !== null);
  return { personId, name: displayName(known.person), scope: { districtId, schoolIds } };
}
