import type { Role } from '@quad/shared/platform';
import { writeUnlessDuplicate } from '../../platform/database/bulk';
import { idsByCode } from './find-by-key';
import { childrenTag } from './guardians';
import { lastingAdmins } from './memberships';
import { personTag } from './people';
import {
  GuardianshipModel,
  MembershipModel,
  PersonModel,
  SessionModel,
  type MembershipRecord,
  type Person,
} from './person.model';
import type { Platform } from '../../platform/platform';

/** Somebody as a roster has them, found by the source's own key or made with this id. */
export interface PersonWrite {
  _id: string;
  code: string;
  set: Partial<Pick<Person, 'givenName' | 'familyName' | 'login' | 'email' | 'ext' | 'disabled'>>;
}

/** Makes or changes people. @returns the codes of those whose sign-in name somebody else has got since; they are made without it */
export async function writeRosterPeople(
  districtId: string,
  writes: readonly PersonWrite[],
  { cache }: Platform,
): Promise<string[]> {
  const operations = (people: readonly PersonWrite[], withLogin: boolean) =>
    people.map(({ _id, code, set: { disabled, login, ...set } }) => ({
      updateOne: {
        filter: { districtId, code },
        update: {
          $set: {
            ...set,
            ...(withLogin && login !== undefined && { login }),
            ...(disabled === true && { disabled }),
          },
          ...(disabled === false && { $unset: { disabled: 1 } }),
          $setOnInsert: { _id },
        },
        upsert: true,
      },
    }));
  const failed = await writeUnlessDuplicate(PersonModel, operations(writes, true));
  const without = failed.flatMap((index) => writes[index] ?? []);
  await writeUnlessDuplicate(PersonModel, operations(without, false));
  const ids = await idsByCode(
    districtId,
    writes.map(({ code }) => code),
  );
  // whoever may not sign in any more is out at once
  const disabled = writes.flatMap(({ code, set }) => (set.disabled === true ? (ids.get(code) ?? []) : []));
  if (disabled.length > 0) await SessionModel.deleteMany({ personId: { $in: disabled } });
  await cache.forget([...ids.values()].map(personTag));
  return without.map(({ code }) => code);
}

interface SpellSet {
  from?: string;
  to?: string | null;
  rostered?: true;
}

/** A spell that is made or begins again, or one that is changed. */
export type SpellWrite<M> = { _id: string } & ({ made: M } | { set: SpellSet });

export interface MadeRole {
  personId: string;
  schoolId: string | null;
  role: Role;
  from: string;
  to: string | null;
  rostered: boolean;
}

/** @returns the ids of those that were not written: another spell begins that day, or the district would have no admin left */
export async function writeRosterRoles(
  districtId: string,
  writes: readonly SpellWrite<MadeRole>[],
  today: string,
  { cache }: Platform,
): Promise<string[]> {
  const kept = new Set(await lastAdmins(districtId, writes, today));
  const allowed = writes.filter(({ _id }) => !kept.has(_id));
  const failed = await writeUnlessDuplicate(
    MembershipModel,
    allowed.map((write) => {
      if ('set' in write)
        return { updateOne: { filter: { _id: write._id, districtId }, update: { $set: write.set } } };
      const { to, rostered, ...key } = write.made;
      const update = { $set: { to, ...(rostered && { rostered }) }, $setOnInsert: { _id: write._id } };
      return { updateOne: { filter: { districtId, ...key }, update, upsert: true } };
    }),
  );
  const ids = writes.map(({ _id }) => _id);
  const touched = await MembershipModel.find({ _id: { $in: ids } }, { personId: 1 }).lean<
    MembershipRecord[]
  >();
  await cache.forget(touched.map(({ personId }) => personTag(personId)));
  return [...kept, ...failed.flatMap((index) => allowed[index]?._id ?? [])];
}

/** Those of the ends that would leave the district without an admin. */
async function lastAdmins(
  districtId: string,
  writes: readonly SpellWrite<MadeRole>[],
  today: string,
): Promise<string[]> {
  const ends = writes.flatMap((write) => ('set' in write && write.set.to != null ? [write._id] : []));
  if (ends.length === 0) return [];
  const admins = await MembershipModel.find(
    { _id: { $in: ends }, districtId, role: 'districtAdmin', to: null },
    { _id: 1 },
  ).lean<MembershipRecord[]>();
  if (admins.length === 0) return [];
  return (await lastingAdmins(districtId, today)) > admins.length ? [] : admins.map(({ _id }) => _id);
}

export interface MadeGuardian {
  guardianId: string;
  pupilId: string;
  schoolId: string;
  from: string;
  rostered: boolean;
}

/** A guardianship there is goes on, one that ended begins again. */
export async function writeRosterGuardians(
  districtId: string,
  writes: readonly SpellWrite<MadeGuardian>[],
  { cache }: Platform,
): Promise<void> {
  await writeUnlessDuplicate(
    GuardianshipModel,
    writes.map((write) => {
      if ('set' in write)
        return { updateOne: { filter: { _id: write._id, districtId }, update: { $set: write.set } } };
      const { from, rostered, ...key } = write.made;
      const update = {
        $set: { to: null, ...(rostered && { rostered }) },
        $setOnInsert: { _id: write._id, districtId, from },
      };
      return { updateOne: { filter: key, update, upsert: true } };
    }),
  );
  await cache.forget(
    writes.flatMap((write) => ('made' in write ? [childrenTag(write.made.guardianId)] : [])),
  );
}
