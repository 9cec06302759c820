import type { NewPerson, NewPersonFields } from '@quad/shared/schools';
import { mayGive } from '@quad/shared/identity';
import type { Role } from '@quad/shared/platform';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { addPerson, isCodeTaken } from '../../identity';
import { refusal } from '../refusal';
import { changeableSchool, todayIn } from '../school-access';

interface Made {
  personId: string;
  membershipId: string;
}

/** Adds somebody new to the school. Who is known already is given a role instead. */
export async function createPerson(
  ctx: Context,
  schoolId: string,
  { role, from, ...person }: NewPerson,
): Promise<Made> {
  const school = await changeableSchool(ctx, 'people:manage', schoolId);
  const place = { districtId: school.districtId, schoolId };
  if (!mayGive(ctx.actor, role, place)) throw refusal('aboveOwnRole');
  // a pupil more is no harm; an admin more is a way in
  if (role === 'schoolAdmin') ctx.requireProof();
  return makePerson(ctx, { ...place, from: from ?? todayIn(ctx, school) }, role, person);
}

/** Makes the person with the role; whether the actor may is the caller's question. @throws Failure conflict */
export async function makePerson(
  ctx: Context,
  place: { districtId: string; schoolId: string | null; from: string },
  role: Role,
  { code = newId(), title, email, login, password, ...names }: NewPersonFields,
): Promise<Made> {
  if (await isCodeTaken(place.districtId, code)) throw refusal('codeTaken', { code });
  const optional = {
    ...(title != null && { title }),
    ...(email !== undefined && { email }),
    ...(login !== undefined && { login }),
    ...(password !== undefined && { password }),
  };
  const { hasher } = ctx.platform;
  return addPerson(place, role, { code, ...names, ...optional }, { by: ctx.actor.personId, hasher });
}
