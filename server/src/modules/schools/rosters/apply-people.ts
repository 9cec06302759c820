import { lasts } from '../../../platform/database/collection';
import { writeUnlessDuplicate } from '../../../platform/database/bulk';
import { dayOn } from '../../../platform/http/day';
import type { ImportPlace } from '../../../platform/imports/import-kind';
import {
  membershipsOfAll,
  peopleByCode,
  writeRosterGuardians,
  writeRosterPeople,
  writeRosterRoles,
  type MadeGuardian,
  type MadeRole,
  type PersonWrite,
  type SpellWrite,
} from '../../identity';
import { ClassModel, EnrolmentModel, TeachingModel, type SchoolClass } from '../class.model';
import { districtOf } from '../districts';
import { rollTag, teachersTag, teachingTag } from '../rolls';
import { refused, writesOf, type Change, type Refused } from './not-written';
import type { InClassWrite } from './plan-enrolments';
import type { GuardianWrite } from './plan-guardians';
import type { RoleWrite } from './plan-roles';
import { keyOf, staffRoles } from './roster';

export async function writePeople(
  changes: readonly Change[],
  { districtId, platform }: ImportPlace,
): Promise<Refused[]> {
  const without = new Set(await writeRosterPeople(districtId, writesOf<PersonWrite>(changes), platform));
  return changes
    .filter(({ key }) => without.has(key))
    .flatMap((change) => refused(change, 'loginTakenSince', 'warning'));
}

/** New people are found by their code: their ids came with them a moment ago. */
async function idsOf(districtId: string, codes: readonly string[]): Promise<(code: string) => string[]> {
  const people = await peopleByCode(districtId, [...new Set(codes)]);
  return (code) => {
    const person = people.get(code);
    return person === undefined ? [] : [person._id];
  };
}

export async function writeRoles(changes: readonly Change[], place: ImportPlace): Promise<Refused[]> {
  const { districtId, platform } = place;
  const writes = writesOf<RoleWrite>(changes);
  const [{ timeZone }, idOf] = await Promise.all([
    districtOf(districtId, platform),
    idsOf(
      districtId,
      writes.flatMap(({ made }) => made?.code ?? []),
    ),
  ]);
  const ready = writes.flatMap(({ _id, made, set = {} }): SpellWrite<MadeRole>[] => {
    if (made === undefined) return [{ _id, set }];
    const { code, ...role } = made;
    return idOf(code).map((personId) => ({ _id, made: { ...role, personId } }));
  });
  const kept = await writeRosterRoles(districtId, ready, dayOn(place.now(), timeZone), platform);
  return notAmong(changes, ready, kept);
}

export async function writeGuardians(
  changes: readonly Change[],
  { districtId, platform }: ImportPlace,
): Promise<Refused[]> {
  const writes = writesOf<GuardianWrite>(changes);
  const idOf = await idsOf(
    districtId,
    writes.flatMap(({ made }) => (made === undefined ? [] : [made.guardian, made.pupil])),
  );
  const ready = writes.flatMap(({ _id, made, set = {} }): SpellWrite<MadeGuardian>[] => {
    if (made === undefined) return [{ _id, set }];
    const { guardian, pupil, ...rest } = made;
    return idOf(guardian).flatMap((guardianId) =>
      idOf(pupil).map((pupilId) => ({ _id, made: { ...rest, guardianId, pupilId } })),
    );
  });
  await writeRosterGuardians(districtId, ready, platform);
  return notAmong(changes, ready, []);
}

/** Pupils' enrolments and teachers' classes; one that began and was ended on the same day begins again. */
export async function writeInClasses(
  thing: 'enrolment' | 'teaching',
  changes: readonly Change[],
  place: ImportPlace,
): Promise<Refused[]> {
  const { districtId, platform } = place;
  const writes = writesOf<InClassWrite>(changes);
  const made = writes.filter((write) => write.made !== undefined);
  const [idOf, classes] = await Promise.all([
    idsOf(
      districtId,
      made.flatMap((write) => write.made?.code ?? []),
    ),
    ClassModel.find({ _id: { $in: [...new Set(made.map(({ classId }) => classId))] } }, { to: 1 }).lean<
      SchoolClass[]
    >(),
  ]);
  const isThere = await whoIsThere(
    thing,
    place,
    made.flatMap((write) => idOf(write.made?.code ?? '')),
  );
  const lastOf = new Map(classes.map(({ _id, to }) => [_id, to]));
  const ready = writes.flatMap((write): Ready[] => {
    const { _id, classId, set = {} } = write;
    if (write.made === undefined) return [{ _id, set }];
    const { code, ...spell } = write.made;
    const last = lastOf.get(classId);
    // the office may have ended the class, or what somebody is in the school, since the file was read
    if (last === undefined || (last !== null && last < spell.from)) return [];
    return idOf(code)
      .filter((person) => spell.to !== null || isThere(person, spell.schoolId))
      .map((person) => ({ _id, made: { ...spell, classId, person } }));
  });
  const failed =
    thing === 'enrolment'
      ? await writeUnlessDuplicate(
          EnrolmentModel,
          spellWrites(districtId, ready, (pupilId) => ({ pupilId })),
        )
      : await writeUnlessDuplicate(
          TeachingModel,
          spellWrites(districtId, ready, (personId) => ({ personId })),
        );
  const people = ready.flatMap((write) => ('made' in write ? [write.made.person] : []));
  const classIds = [...new Set(writes.map(({ classId }) => classId))];
  await platform.cache.forget(
    thing === 'enrolment'
      ? classIds.map(rollTag)
      : [...classIds.map(teachersTag), ...people.map(teachingTag)],
  );
  const kept = failed.flatMap((index) => ready[index]?._id ?? []);
  return notAmong(changes, ready, kept);
}

/** Whether somebody may be in a class of the school, or teach one, today. */
async function whoIsThere(
  thing: 'enrolment' | 'teaching',
  place: ImportPlace,
  personIds: readonly string[],
): Promise<(personId: string, schoolId: string) => boolean> {
  const { districtId, platform } = place;
  const [{ timeZone }, memberships] = await Promise.all([
    districtOf(districtId, platform),
    membershipsOfAll(districtId, [...new Set(personIds)]),
  ]);
  const today = dayOn(place.now(), timeZone);
  const wanted = thing === 'enrolment' ? ['student'] : staffRoles;
  const there = new Set(
    memberships
      .filter((each) => wanted.includes(each.role) && lasts(each, today))
      .map(({ personId, schoolId }) => keyOf(personId, schoolId ?? '')),
  );
  return (personId, schoolId) => there.has(keyOf(personId, schoolId));
}

interface MadeSpell {
  classId: string;
  person: string;
  schoolId: string;
  from: string;
  to: string | null;
  rostered: boolean;
}

type Ready = { _id: string } & ({ made: MadeSpell } | { set: NonNullable<InClassWrite['set']> });

/** @param holder the field that says whose it is */
function spellWrites<K extends object>(
  districtId: string,
  writes: readonly Ready[],
  holder: (person: string) => K,
) {
  return writes.map((write) => {
    const { _id } = write;
    if ('set' in write) return { updateOne: { filter: { _id, districtId }, update: { $set: write.set } } };
    const { classId, person, from, ...rest } = write.made;
    const filter = { classId, ...holder(person), from };
    return { updateOne: { filter, update: begun(districtId, _id, rest), upsert: true } };
  });
}

function begun(
  districtId: string,
  _id: string,
  { schoolId, to, rostered }: { schoolId: string; to: string | null; rostered: boolean },
) {
  return { $set: { to, ...(rostered && { rostered }) }, $setOnInsert: { _id, districtId, schoolId } };
}

function notAmong(
  changes: readonly Change[],
  ready: readonly { _id: string }[],
  kept: readonly string[],
): Refused[] {
  const written = new Set(ready.map(({ _id }) => _id));
  for (const id of kept) written.delete(id);
  return changes
    .filter(({ write }) => !written.has((write as { _id: string })._id))
    .flatMap((change) => refused(change, 'notWritten'));
}
