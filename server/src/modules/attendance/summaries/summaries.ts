import { randomUUID } from 'node:crypto';
import { schoolYearOf } from '@quad/shared/attendance';
import { isDatabaseAway } from '../../../platform/database/failures';
import { dayOn } from '../../../platform/http/day';
import type { Job } from '../../../platform/jobs/jobs';
import type { Subscriber } from '../../../platform/module';
import type { Platform } from '../../../platform/platform';
import { hinting } from '../../../platform/realtime/stale';
import { knownPerson } from '../../identity';
import { dangerouslyAllDistricts, districtOf, loadTimetable, schoolIdsOf } from '../../schools';
import { RegisterModel } from '../register.model';
import { reviewAlerts } from '../families/review-alerts';
import { summariseDay } from './summarise-day';
import { summariseSchool } from './summarise-school';
import { DaySummaryModel, DirtyDayModel, type DaySummary, type DirtyDay } from './summary.model';

const quietMs = 300;

/** Remembers, once in a while per school and day, that its registers changed. Every process says so; one computes. */
export class DirtyDays {
  readonly #waiting = new Map<string, { schoolId: string; date: string; timer: NodeJS.Timeout }>();
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  note(schoolId: string, date: string): void {
    const _id = `${schoolId}|${date}`;
    if (this.#waiting.has(_id)) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(_id);
      markDirty(schoolId, date).catch((error: unknown) => {
        if (isDatabaseAway(error)) return this.note(schoolId, date);
        this.#lost(error);
      });
    }, quietMs);
    this.#waiting.set(_id, { schoolId, date, timer: timer.unref() });
  }

  /** Says what is still to be said, and nothing more. */
  async stop(): Promise<void> {
    const left = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { timer } of left) clearTimeout(timer);
    await Promise.all(left.map(({ schoolId, date }) => markDirty(schoolId, date))).catch((error: unknown) =>
      this.#lost(error),
    );
  }

  #lost(error: unknown): void {
    this.#platform.log.warn({ err: error }, 'a changed day was not noted; the nightly run will find it');
  }
}

async function markDirty(schoolId: string, date: string): Promise<void> {
  await noteDays(schoolId, [date], new Date());
}

/** What is computed anew without a mark waits behind the marks of this moment. */
const patienceMs = 60_000;

/** Marks the days of this school year that have been summarised: something they all depend on has changed. */
export async function markYearDirty(schoolId: string, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const { districtId, timeZone } = timetable.school;
  const { clockOffset } = await districtOf(districtId, platform);
  const year = schoolYearOf(dayOn(Date.now() + clockOffset, timeZone));
  await remarkDirty(schoolId, { $gte: `${year}-08-01`, $lt: `${year + 1}-08-01` });
}

/** @param date a day, or a condition on it; days nobody took a register on have nothing to compute */
export async function remarkDirty(
  schoolId: string,
  date: string | { $gte: string; $lt: string },
): Promise<void> {
  const summaries = await DaySummaryModel.find({ schoolId, date }, { date: 1 })
    .limit(400)
    .lean<DaySummary[]>();
  const dates = summaries.map((summary) => summary.date);
  await noteDays(schoolId, dates, new Date(Date.now() + patienceMs));
}

const importPatienceMs = 24 * 3_600_000;

/** Days that were brought in are computed when nothing else waits: there may be years of them. */
export async function noteImported(schoolId: string, dates: readonly string[]): Promise<void> {
  await noteDays(schoolId, [...new Set(dates)], new Date(Date.now() + importPatienceMs));
}

async function noteDays(schoolId: string, dates: readonly string[], at: Date): Promise<void> {
  if (dates.length === 0) return;
  await DirtyDayModel.bulkWrite(
    dates.map((date) => ({
      updateOne: {
        filter: { _id: `${schoolId}|${date}` },
        // the least: a day that is marked again keeps its place, or one that never rests would never be computed
        update: { $set: { schoolId, date, token: randomUUID() }, $min: { at } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

const atOnce = 100;
const schoolsAtOnce = 4;
const daysOfASchool = 8;
/** ms; a job has its lock for a minute */
const longestRun = 40_000;

/**
 * Agenda runs it on one process at a time: that is the lease. Several schools side by side, a few days of each, so that one
 * whose whole year is computed anew holds up no other.
 */
async function summariseDirty(platform: Platform): Promise<void> {
  const stopAt = performance.now() + longestRun;
  const dirty = await DirtyDayModel.find().sort({ at: 1 }).limit(atOnce).lean<DirtyDay[]>();
  const bySchool = new Map<string, DirtyDay[]>();
  for (const day of dirty) bySchool.set(day.schoolId, [...(bySchool.get(day.schoolId) ?? []), day]);
  const schools = [...bySchool.values()];
  const work = async (): Promise<void> => {
    for (let days = schools.shift(); days !== undefined; days = schools.shift())
      for (const day of days.slice(0, daysOfASchool))
        if (performance.now() < stopAt) await summarise(day, platform);
  };
  await Promise.all(Array.from({ length: schoolsAtOnce }, work));
}

/** What changed again meanwhile has another token and stays; like one that could not be computed it goes to the end of the queue. */
async function summarise({ _id, schoolId, date, token }: DirtyDay, platform: Platform): Promise<void> {
  try {
    await summariseDay(schoolId, date, platform);
    await reviewAlerts(schoolId, date, platform);
    const { deletedCount } = await DirtyDayModel.deleteOne({ _id, token });
    if (deletedCount === 1) return;
  } catch (error) {
    platform.log.error({ err: error, schoolId, date }, 'a day was not summarised');
  }
  await DirtyDayModel.updateOne({ _id }, { $set: { at: new Date() } });
}

export const summariesJob: Job = { name: 'summarise days', every: '2 seconds', run: summariseDirty };

/** Finds what nobody noted: schools with registers and no summaries (an upgrade, a restore), and days a lost note left behind. */
export const missedSummariesJob: Job = {
  name: 'missed summaries',
  every: '10 minutes',
  run: async (platform) => {
    for (const { id, clockOffset, timeZone } of await dangerouslyAllDistricts(platform)) {
      for (const schoolId of await schoolIdsOf(id)) {
        const [summary, register] = await Promise.all([
          DaySummaryModel.exists({ schoolId }),
          RegisterModel.exists({ districtId: id, schoolId }),
        ]);
        if (summary === null && register !== null) await summariseSchool(schoolId, platform);
      }
      await noteBehind(id, dayOn(Date.now() + clockOffset, timeZone));
    }
  },
};

async function noteBehind(districtId: string, date: string): Promise<void> {
  const [written, summaries] = await Promise.all([
    RegisterModel.aggregate<{ _id: string; tw: number }>([
      { $match: { districtId, date, seq: { $gt: 0 } } },
      { $group: { _id: '$schoolId', tw: { $max: '$tw' } } },
    ]),
    DaySummaryModel.find({ districtId, date }, { schoolId: 1, asOf: 1 }).limit(10_000).lean<DaySummary[]>(),
  ]);
  const asOf = new Map(summaries.map((summary) => [summary.schoolId, summary.asOf]));
  for (const { _id: schoolId, tw } of written)
    if (tw >= (asOf.get(schoolId) ?? 0)) await markDirty(schoolId, date);
}

/** A summary that was computed anew is told to whoever looks at that school or its district. */
export const summarySubscriber: Subscriber = hinting(
  ['day_summaries'],
  async ({ schoolId, districtId }, platform) => [
    `school:${String(schoolId)}`,
    `district:${String(districtId)}`,
    ...(await yearsWatched(String(schoolId), platform)),
  ],
);

/** Years of this school's pupils that somebody of this process looks at: they are written before the day is. */
async function yearsWatched(schoolId: string, platform: Platform): Promise<string[]> {
  const watched = await Promise.all(
    platform.live.rooms('year:').map(async (room) => {
      const known = await knownPerson(room.slice('year:'.length), platform);
      return known?.memberships.some((each) => each.schoolId === schoolId) === true ? [room] : [];
    }),
  );
  return watched.flat();
}
