import { isWithin } from '../../../platform/database/collection';
import { mayGive } from '@quad/shared/identity';
import type { PersonEdit } from '@quad/shared/schools';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { displayName, renamePerson, rolesOf } from '../../identity';
import { mayLetIn } from '../access/who-gets-codes';
import { refusal } from '../refusal';
import { changeableSchool, todayIn } from '../school-access';
import { knownHere } from './known-here';

/** Changes the names or the address of somebody of the school, who stands no higher than the actor and is not the actor's superior anywhere. */
export async function editPerson(
  ctx: Context,
  schoolId: string,
  personId: string,
  edit: PersonEdit,
): Promise<void> {
  const school = await changeableSchool(ctx, 'people:manage', schoolId);
  const { person, memberships, everywhere } = await knownHere(ctx, personId);
  if (!memberships.some((membership) => membership.schoolId === schoolId)) throw new Failure('not_found');
  const held = everywhere.filter((membership) => isWithin(membership, todayIn(ctx, school)));
  const isSelf = personId === ctx.actor.personId;
  if (
    !isSelf &&
    !held.every(({ role, schoolId: at }) =>
      // a role in another school counts as if it were held here
      mayGive(ctx.actor, role, { districtId: school.districtId, schoolId: at === null ? null : schoolId }),
    )
  )
    throw refusal('aboveOwnRole');
  // whoever sets the address can have a new password mailed there; so every role counts, not only the newest spells
  if (edit.email !== undefined && !isSelf) {
    const roles = await rolesOf([personId], school.districtId, todayIn(ctx, school));
    if (!mayLetIn(ctx, roles.get(personId) ?? []))
      throw refusal('accessAbove', { name: displayName(person) });
  }
  await renamePerson(school.districtId, personId, edit);
}
