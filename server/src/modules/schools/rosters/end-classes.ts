import { chunksOf } from '../../../platform/database/batches';
import { lastingFrom } from '../../../platform/database/collection';
import { ClassModel, type SchoolClass } from '../class.model';
import { changesOf } from './changes';
import type { ClassWrite } from './plan-classes';
import type { Roster, RosterSchool } from './roster';
import type { RosterRow } from './roster-row.model';
import { batchRows } from './staged-rows';
import { lastDayBefore } from './values';

/** @param row that says so; null: the file leaves it out */
export async function endClass(
  roster: Roster,
  { _id, schoolId, name, code, to, sourcedId }: SchoolClass,
  school: RosterSchool,
  row: RosterRow | null,
): Promise<void> {
  const last = lastDayBefore(school.today);
  if (to !== null && to <= last) {
    roster.same('class');
    return;
  }
  roster.endedClasses.add(_id);
  const write: ClassWrite = { _id, schoolId, isNew: false, set: { to: last } };
  await roster.reading.plan({
    ...{ thing: 'class', op: 'end', key: sourcedId ?? code, label: name },
    ...{ file: row === null ? null : 'classes.csv', line: row?.line ?? null },
    ...{ fields: changesOf({ to }, { to: last }), write },
  });
}

/**
 * What came with a roster and is in this one no more. A row that is refused counts as named. @param whose those with a key of
 * the source are known before any row is compared, and what is new may have their codes; the others once each row has its class
 */
export async function endMissingClasses(roster: Roster, whose: 'keyed' | 'keyless'): Promise<void> {
  if (!roster.ends('classes')) return;
  for (const schoolId of roster.named()) {
    const school = roster.schoolById(schoolId);
    if (school === undefined) continue;
    const lasting = { schoolId: school.id, ...lastingFrom(school.today), rostered: true };
    const open = await ClassModel.find({ ...lasting, sourcedId: { $exists: whose === 'keyed' } })
      .limit(5_000)
      .lean<SchoolClass[]>();
    const missing = open.filter(({ _id }) => !roster.classKeys.has(_id));
    for (const batch of chunksOf(missing, batchRows)) {
      const keys = batch.map(({ _id, sourcedId }) => sourcedId ?? _id);
      const [byKey, byCode] = await Promise.all([
        roster.rows.find('classes', keys),
        roster.rows.find(
          'classes',
          batch.map(({ code }) => code),
        ),
      ]);
      for (const each of batch)
        if (!byKey.has(each.sourcedId ?? each._id) && !byCode.has(each.code))
          await endClass(roster, each, school, null);
    }
  }
}
