import { mayGive } from '@quad/shared/identity';
import type { CodesAsk } from '@quad/shared/schools';
import { lastingFrom } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { accessOf, displayName, rolesOf, type Access } from '../../identity';
import { EnrolmentModel, type Enrolment } from '../class.model';
import { classOf } from '../classes/class-access';
import { refusal } from '../refusal';
import { schoolFor, todayIn } from '../school-access';
import type { School } from '../school.model';

const mostAtOnce = 400;

interface Getting {
  school: School;
  people: Access[];
  /** of a whole class */
  className: string | null;
  leftOut: number;
}

type Roles = NonNullable<ReturnType<Awaited<ReturnType<typeof rolesOf>>['get']>>;

/** A code is as good as the person's own password: nobody makes one for somebody who is anything, anywhere, they could not give. */
export function mayLetIn({ actor, scope: { districtId } }: Context, roles: Roles): boolean {
  return roles.every(({ role, schoolId }) => mayGive(actor, role, { districtId, schoolId }));
}

/**
 * Those of a school whom the actor may let in. People by name all of them, or none; of a class whoever has no password yet.
 * @throws Failure not_found, not_allowed, conflict
 */
export async function whoGetsCodes(ctx: Context, schoolId: string, asked: CodesAsk): Promise<Getting> {
  const school = await schoolFor(ctx, 'access:give', schoolId);
  const today = todayIn(ctx, school);
  const named = 'personIds' in asked;
  const className = named ? null : (await classOf(ctx, schoolId, asked.classId)).name;
  const ids = named ? [...new Set(asked.personIds)] : await pupilsOf(asked.classId, today);
  const [people, roles] = await Promise.all([
    accessOf(ids, school.districtId),
    rolesOf(ids, school.districtId, today),
  ]);
  const of = ({ _id }: Access): Roles => roles.get(_id) ?? [];
  const here = people.filter((person) => of(person).some((role) => role.schoolId === schoolId));
  if (named) {
    if (here.length < ids.length) throw new Failure('not_found');
    for (const person of here) refuseSome(person, mayLetIn(ctx, of(person)));
    return { school, people: here, className, leftOut: 0 };
  }
  const fresh = here.filter((person) => !person.hasPassword && !person.disabled && mayLetIn(ctx, of(person)));
  if (fresh.length === 0) throw refusal('nobodyNeedsCode', { className: className ?? '' });
  return { school, people: fresh, className, leftOut: ids.length - fresh.length };
}

function refuseSome(person: Access, may: boolean): void {
  const name = displayName(person);
  if (!may) throw refusal('accessAbove', { name });
  if (person.disabled) throw refusal('accessDisabled', { name });
}

async function pupilsOf(classId: string, today: string): Promise<string[]> {
  const enrolments = await EnrolmentModel.find({ classId, ...lastingFrom(today) }, { pupilId: 1 }).lean<
    Enrolment[]
  >();
  return [...new Set(enrolments.map(({ pupilId }) => pupilId))].slice(0, mostAtOnce);
}
