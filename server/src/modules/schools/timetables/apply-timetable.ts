import type { BellTime } from '@quad/shared/schools';
import type { ImportKind, ImportPlace, PlannedChange } from '../../../platform/imports/import-kind';
import { LessonModel, TeachingModel, type Lesson, type Teaching } from '../class.model';
import { SchoolModel } from '../school.model';
import { timetableTag } from '../timetable';
import type { TimetableWrite } from './plan-timetable';

type Id = { id: string };

/** Each write says what is to be there, so that one made twice is made once. */
export const applyTimetable: ImportKind['apply'] = async (thing, changes, place) => {
  const writes = (changes as readonly PlannedChange<TimetableWrite & Id>[]).map(({ write }) => write);
  if (thing === 'period') await writeBells(place, writes as (BellTime & Id)[]);
  if (thing === 'teaching')
    await TeachingModel.bulkWrite(writes.map((write) => started(place, write as Teaching & Id)));
  if (thing === 'lesson')
    await LessonModel.bulkWrite(
      writes.map((write) =>
        'lessonId' in write
          ? {
              updateOne: {
                filter: { _id: write.lessonId, schoolId: place.schoolId ?? '' },
                update: { $set: write.set },
              },
            }
          : lessonStarted(place, write as Lesson & Id),
      ),
    );
  return [];
};

/** The lessons are there; this process answers by them at once, the others hear of them from the change stream. */
export async function finishTimetable({ schoolId, platform }: ImportPlace): Promise<void> {
  await platform.cache.forget([timetableTag(schoolId ?? '')]);
}

async function writeBells({ schoolId }: ImportPlace, bells: readonly BellTime[]): Promise<void> {
  for (const { period, name, starts, ends } of bells) {
    const { matchedCount } = await SchoolModel.updateOne(
      { _id: schoolId, 'periods.period': period },
      { $set: { 'periods.$.starts': starts, 'periods.$.ends': ends } },
    );
    if (matchedCount === 1) continue;
    await SchoolModel.updateOne({ _id: schoolId }, { $push: { periods: { period, name, starts, ends } } });
  }
  await SchoolModel.updateOne({ _id: schoolId }, { $push: { periods: { $each: [], $sort: { starts: 1 } } } });
}

function started({ districtId, schoolId }: ImportPlace, { id, classId, personId, from, to }: Teaching & Id) {
  const update = { $set: { to }, $setOnInsert: { _id: id, districtId, schoolId: schoolId ?? '' } };
  return { updateOne: { filter: { classId, personId, from }, update, upsert: true } };
}

function lessonStarted({ districtId, schoolId }: ImportPlace, write: Lesson & Id) {
  const { id, classId, weekday, period, from, to, room } = write;
  const filter = { schoolId: schoolId ?? '', classId, weekday, period, from };
  return {
    updateOne: {
      filter,
      update: { $set: { to, room }, $setOnInsert: { _id: id, districtId } },
      upsert: true,
    },
  };
}
