import { writeUnlessDuplicate } from '../../../platform/database/bulk';
import type { ImportPlace } from '../../../platform/imports/import-kind';
import { districtCodeSet } from '../attendance-settings';
import { ClassModel } from '../class.model';
import { SchoolModel, TermModel } from '../school.model';
import { timetableTag } from '../timetable';
import { refusedAt, writesOf, type Change, type Refused } from './not-written';
import type { ClassWrite } from './plan-classes';
import type { SchoolWrite } from './plan-schools';
import type { TermWrite } from './plan-terms';

export async function writeSchools(
  changes: readonly Change[],
  { districtId, platform }: ImportPlace,
): Promise<Refused[]> {
  const codeSet = await districtCodeSet(districtId);
  const writes = writesOf<SchoolWrite>(changes);
  const failed = await writeUnlessDuplicate(
    SchoolModel,
    writes.map(({ _id, code, timeZone = 'UTC', set }) => {
      if (code === undefined) return { updateOne: { filter: { _id, districtId }, update: { $set: set } } };
      const fresh = { _id, schoolId: _id, timeZone, codeSet, periods: [], archivedAt: null };
      const group = set.group ?? null;
      const update = { $set: { ...set, group }, $setOnInsert: fresh };
      return { updateOne: { filter: { districtId, code }, update, upsert: true } };
    }),
  );
  await platform.cache.forget(writes.map(({ _id }) => timetableTag(_id)));
  return refusedAt(changes, failed);
}

export async function writeTerms(
  changes: readonly Change[],
  { districtId, platform }: ImportPlace,
): Promise<Refused[]> {
  const writes = writesOf<TermWrite>(changes);
  const failed = await writeUnlessDuplicate(
    TermModel,
    writes.map(({ _id, schoolId, isNew, set: { from, ...set } }) =>
      isNew && from !== undefined
        ? {
            updateOne: {
              filter: { schoolId, from },
              update: { $set: set, $setOnInsert: { _id, districtId } },
              upsert: true,
            },
          }
        : {
            updateOne: {
              filter: { _id, districtId },
              update: { $set: { ...set, ...(from !== undefined && { from }) } },
            },
          },
    ),
  );
  await platform.cache.forget(writes.map(({ schoolId }) => timetableTag(schoolId)));
  return refusedAt(changes, failed);
}

export async function writeClasses(
  changes: readonly Change[],
  { districtId, platform }: ImportPlace,
): Promise<Refused[]> {
  const writes = writesOf<ClassWrite>(changes);
  const operations = writes.map(({ _id, schoolId, isNew, set }) => {
    if (!isNew) return { updateOne: { filter: { _id, districtId }, update: { $set: set } } };
    const { to = null, room = null, ...rest } = set;
    const update = { $set: { ...rest, to, room }, $setOnInsert: { districtId, schoolId } };
    return { updateOne: { filter: { _id }, update, upsert: true } };
  });
  const late = await writeUnlessDuplicate(ClassModel, operations);
  // the database writes them in whatever order: a code may be free now that the others are written
  const failed = await writeUnlessDuplicate(
    ClassModel,
    late.flatMap((index) => operations[index] ?? []),
  );
  await platform.cache.forget(writes.map(({ schoolId }) => timetableTag(schoolId)));
  return refusedAt(
    changes,
    failed.flatMap((index) => late[index] ?? []),
  );
}
