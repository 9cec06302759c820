import { roles } from '@quad/shared/platform';
import { chunksOf } from '../../../platform/database/batches';
import { lastingFrom, lasts } from '../../../platform/database/collection';
import { countRostered, membershipsOfAll, peopleOf } from '../../identity';
import { EnrolmentModel, TeachingModel, type Enrolment, type Teaching } from '../class.model';
import { spellsInClasses } from './class-spells';
import { earliest } from './end-missing';
import { groupBy } from './group-by';
import type { Roster } from './roster';

const classesAtOnce = 50;

/**
 * How many people lose, in the schools of a bulk file, every role a roster gave them or every class they are in: a file that
 * is cut off looks like one that ends them.
 */
export async function guard(roster: Roster): Promise<void> {
  const schoolIds = roster.named({ district: true });
  const ends = ([roster.rolesTable, 'users', 'classes', 'enrollments'] as const).some((t) => roster.ends(t));
  if (!ends || schoolIds.length === 0) return;
  await endWithClasses(roster);
  let ending = 0;
  for await (const rows of roster.rows.batches('ended', 'link')) {
    const ids = [...new Set(rows.map(({ link }) => link))].filter((id) => id !== '');
    const ended = new Set(rows.map(({ key }) => key));
    const [withoutRole, withoutClass] = await Promise.all([
      losingRoles(roster, ids, ended),
      losingClasses(roster, ids, ended),
    ]);
    ending += ids.filter((id) => withoutRole.has(id) || withoutClass.has(id)).length;
  }
  const place = { districtId: roster.districtId, schoolIds, roles: [...roles] };
  const of = await countRostered(place, earliest(roster));
  roster.reading.guard({ ending, of, exceeded: ending > of * 0.05 });
}

/** Who is in a class that ends is in it no more. */
async function endWithClasses(roster: Roster): Promise<void> {
  for (const classIds of chunksOf([...roster.endedClasses], classesAtOnce)) {
    const spells = await spellsInClasses(classIds, lastingFrom(earliest(roster)));
    await roster.rows.add(
      'ended',
      spells.map(({ _id, personId }) => ({ key: _id, link: personId, line: 0, fields: {} })),
    );
  }
}

async function losingRoles(
  roster: Roster,
  ids: readonly string[],
  ended: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const [memberships, people] = await Promise.all([
    membershipsOfAll(roster.districtId, ids),
    peopleOf(ids, roster.districtId),
  ]);
  const losing = new Set(memberships.filter(({ _id }) => ended.has(_id)).map(({ personId }) => personId));
  const given = await roster.rows.linked(
    'given',
    [...people.values()].map(({ code }) => code),
  );
  const named = new Set(roster.named({ district: true }));
  const today = earliest(roster);
  for (const { _id, personId, schoolId, rostered, to } of memberships) {
    const isLasting = rostered === true && named.has(schoolId) && lasts({ to }, today);
    if (isLasting && !ended.has(_id)) losing.delete(personId);
  }
  for (const [id, { code }] of people)
    if ((given.get(code) ?? []).some((row) => roster.goesOn(row))) losing.delete(id);
  return losing;
}

async function losingClasses(
  roster: Roster,
  ids: readonly string[],
  ended: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const lasting = lastingFrom(earliest(roster));
  const schoolIds = roster.named().filter((id) => id !== null);
  const [enrolments, teachings, joining] = await Promise.all([
    EnrolmentModel.find({ schoolId: { $in: schoolIds }, pupilId: { $in: ids }, ...lasting }).lean<
      Enrolment[]
    >(),
    TeachingModel.find({ personId: { $in: ids }, ...lasting }).lean<Teaching[]>(),
    roster.rows.find('joining', ids),
  ]);
  const held = groupBy(
    [
      ...enrolments.map(({ _id, pupilId }) => ({ _id, personId: pupilId })),
      ...teachings.map(({ _id, personId }) => ({ _id, personId })),
    ],
    ({ personId }) => personId,
  );
  const losing = [...held].filter(
    ([id, spells]) => !joining.has(id) && spells.every(({ _id }) => ended.has(_id)),
  );
  return new Set(losing.map(([id]) => id));
}
