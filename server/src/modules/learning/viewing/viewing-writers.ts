import { derivedId } from '../../../platform/database/derived-id';
import { isDuplicate } from '../../../platform/database/failures';
import type { Platform } from '../../../platform/platform';
import { districtOf } from '../../schools';
import { courseOf, enrolmentId, learnerTag } from '../course-access';
import { recordProgress } from '../record-progress';
import {
  ViewingClockModel,
  ViewingModel,
  type ViewingClockRecord,
  type ViewingRecord,
} from './viewing.model';
import { ViewingWriter, type ViewingPorts } from './viewing-writer';

export const viewingId = (lessonId: string, personId: string): string =>
  derivedId('viewing', lessonId, personId);

/** One per process: it knows what this process sent and nobody wrote down yet. */
const writers = new WeakMap<Platform, ViewingWriter>();

export function viewingWriter(platform: Platform): ViewingWriter {
  const writer = writers.get(platform) ?? new ViewingWriter(storeOf(platform));
  writers.set(platform, writer);
  return writer;
}

/** Somebody else wrote first. */
class Lost extends Error {}

function storeOf(platform: Platform): ViewingPorts {
  return {
    read: (id) => ViewingModel.findById(id).lean<ViewingRecord>(),
    commit: async (before, after, progress) => {
      if (progress === null) return write(before, after);
      const { courseId, lessonId, personId, districtId } = after;
      const [course, district] = await Promise.all([
        courseOf(courseId, platform),
        districtOf(districtId, platform),
      ]);
      const { watched, done } = progress.told;
      const step = { lessonId, watched, seconds: progress.seconds, ...(done ? { done } : {}) };
      const enrolment = { _id: enrolmentId(courseId, personId), districtId };
      try {
        const at = Date.now() + district.clockOffset;
        await recordProgress(enrolment, course?.live ?? [], step, at, async (session) => {
          if (!(await write(before, after, session))) throw new Lost();
        });
        // what this lesson opens is open with this answer
        if (done && before?.told.done !== true) await platform.cache.forget([learnerTag(enrolment._id)]);
        return true;
      } catch (error) {
        if (error instanceof Lost) return false;
        throw error;
      }
    },
    readClock: async (personId) =>
      (await ViewingClockModel.findById(personId).lean<ViewingClockRecord>())?.spentTo ?? null,
    commitClock: ({ personId: _id, districtId }, before, spentTo) =>
      before === null
        ? firstOf(() => ViewingClockModel.create([{ _id, districtId, spentTo }]))
        : changed(ViewingClockModel.updateOne({ _id, spentTo: before }, { $set: { spentTo } })),
    now: () => Date.now(),
  };
}

type Session = Parameters<NonNullable<Parameters<typeof recordProgress>[4]>>[0];

function write(before: ViewingRecord | null, after: ViewingRecord, session?: Session): Promise<boolean> {
  const within = session === undefined ? {} : { session };
  if (before === null) return firstOf(() => ViewingModel.create([after], within));
  const { _id, rev } = before;
  return changed(ViewingModel.updateOne({ _id, rev }, { $set: differing(before, after) }, within));
}

/** A beat changes a few fields of many. */
function differing(before: ViewingRecord, after: ViewingRecord): Partial<ViewingRecord> {
  const fields = Object.entries(after) as [keyof ViewingRecord, unknown][];
  return Object.fromEntries(fields.filter(([name, value]) => before[name] !== value));
}

async function changed(update: Promise<{ matchedCount: number }>): Promise<boolean> {
  return (await update).matchedCount === 1;
}

async function firstOf(create: () => Promise<unknown>): Promise<boolean> {
  try {
    await create();
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
}
