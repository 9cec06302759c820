import { lastingFrom } from '../../platform/database/collection';
import type { Person } from './person.model';
import { MembershipModel, PersonModel, type MembershipRecord } from './person.model';

export interface Access extends Pick<
  Person,
  '_id' | 'givenName' | 'familyName' | 'title' | 'login' | 'email'
> {
  hasPassword: boolean;
  disabled: boolean;
}

const fields = {
  ...{ givenName: 1, familyName: 1, title: 1, login: 1, email: 1, disabled: 1, passwordHash: 1 },
} as const;

/** How these people of a district get in, by family name. */
export async function accessOf(ids: readonly string[], districtId: string): Promise<Access[]> {
  const people = await PersonModel.find({ _id: { $in: ids }, districtId }, fields)
    .hint({ _id: 1 })
    .lean<Person[]>();
  const collator = new Intl.Collator('en', { sensitivity: 'base' });
  return people
    .map(({ passwordHash, disabled = false, ...person }) => ({
      ...person,
      disabled,
      hasPassword: passwordHash !== undefined,
    }))
    .sort(
      (a, b) => collator.compare(a.familyName, b.familyName) || collator.compare(a.givenName, b.givenName),
    );
}

/** What each of these people is in the district, today or later, in any school. */
export async function rolesOf(
  ids: readonly string[],
  districtId: string,
  today: string,
): Promise<Map<string, Pick<MembershipRecord, 'schoolId' | 'role'>[]>> {
  const found = await MembershipModel.find(
    { personId: { $in: ids }, districtId, ...lastingFrom(today) },
    { personId: 1, schoolId: 1, role: 1 },
  )
    .hint({ personId: 1 })
    .limit(20_000)
    .lean<MembershipRecord[]>();
  const roles = new Map<string, Pick<MembershipRecord, 'schoolId' | 'role'>[]>();
  for (const { personId, schoolId, role } of found)
    roles.set(personId, [...(roles.get(personId) ?? []), { schoolId, role }]);
  return roles;
}
