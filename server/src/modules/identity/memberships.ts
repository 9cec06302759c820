import type { Role } from '@quad/shared/platform';
import type { ClientSession } from 'mongoose';
import type { PersonEdit } from '@quad/shared/schools';
import { lastingFrom } from '../../platform/database/collection';
import { newId } from '../../platform/database/connect';
import { endCodes } from './codes';
import { MembershipModel, PersonModel, type MembershipRecord, type Person } from './person.model';
import type { Place } from './people-with-role';

export type { MembershipRecord };

/**
 * Gives a role from a day on. A spell that holds on that day goes on without an end, one that would begin later begins then;
 * what ended before stays as it was, and a new spell begins. Codes somebody else holds who could not let such a person in end.
 * @returns the membership's id
 */
export async function giveMembership(
  { districtId, schoolId, from }: Place & { from: string },
  personId: string,
  role: Role,
  session: ClientSession | null = null,
): Promise<string> {
  const isAdmin = role === 'districtAdmin' || role === 'schoolAdmin';
  const elsewhere = isAdmin ? {} : { schoolId: { $ne: schoolId } };
  await endCodes({ personId, by: { $ne: null }, ...elsewhere }, new Date(), session);
  const membership = await MembershipModel.findOneAndUpdate(
    { districtId, schoolId, personId, role, $or: [lastingFrom(from), { from }] },
    { $set: { to: null }, $min: { from }, $setOnInsert: { _id: newId() } },
    { upsert: true, sort: { from: 1 }, returnDocument: 'after', session },
  ).lean<MembershipRecord>();
  return membership._id;
}

/** These memberships, as far as they belong there. */
export function membershipsAt(
  { districtId, schoolId }: Place,
  ids: readonly string[],
): Promise<MembershipRecord[]> {
  return MembershipModel.find({ _id: { $in: ids }, districtId, schoolId }).lean<MembershipRecord[]>();
}

/** Everything somebody is or was in the district, the newest first. */
export function membershipsOf(districtId: string, personId: string): Promise<MembershipRecord[]> {
  return MembershipModel.find({ personId, districtId })
    .sort({ from: -1 })
    .limit(100)
    .lean<MembershipRecord[]>();
}

/** @param to the last day, or null for no end. @returns how many changed */
export async function setMembershipEnd(
  { districtId, schoolId }: Place,
  ids: readonly string[],
  to: string | null,
): Promise<number> {
  const { modifiedCount } = await MembershipModel.updateMany(
    { _id: { $in: ids }, districtId, schoolId },
    { $set: { to } },
  );
  return modifiedCount;
}

/** Ends the role of these people there after `to`; who left before stays as they are. */
export async function endRole(
  { districtId, schoolId }: Place,
  role: Role,
  personIds: readonly string[],
  to: string,
): Promise<void> {
  await MembershipModel.updateMany(
    { districtId, schoolId, role, personId: { $in: personIds }, to: { $not: { $lte: to } } },
    { $set: { to } },
  );
}

/** How many people are admins of the district on that day and have no end. */
export function lastingAdmins(districtId: string, today: string): Promise<number> {
  const held = { role: 'districtAdmin', schoolId: null, from: { $lte: today }, to: null } as const;
  return MembershipModel.countDocuments({ districtId, ...held });
}

/** Somebody of the district by id; null for nobody. */
export function personOf(districtId: string, personId: string): Promise<Person | null> {
  return PersonModel.findOne({ _id: personId, districtId }, { passwordHash: 0 }).lean<Person>();
}

/** Whether the district has given this code to somebody. Who never had a role was cut off in the making and is yet to be finished. */
export async function isCodeTaken(districtId: string, code: string): Promise<boolean> {
  const person = await PersonModel.findOne({ districtId, code }, { _id: 1 }).lean<Person>();
  return person !== null && (await MembershipModel.exists({ personId: person._id })) !== null;
}

/** Sets the names and the address of a person; null takes the title or the address away. */
export async function renamePerson(
  districtId: string,
  personId: string,
  { title, email, ...names }: PersonEdit,
): Promise<void> {
  await PersonModel.updateOne(
    { _id: personId, districtId },
    {
      $set: {
        ...names,
        ...(typeof title === 'string' && { title }),
        ...(typeof email === 'string' && { email }),
      },
      $unset: { ...(title === null && { title: 1 }), ...(email === null && { email: 1 }) },
    },
  );
}
