import { randomUUID } from 'node:crypto';
import { schoolYearOf, type PupilDay } from '@quad/shared/attendance';
import type { ChangeStreamDocument } from 'mongodb';
import { versionOf } from '../../platform/database/causal-read';
import { dayOn } from '../../platform/http/day';
import type { Job } from '../../platform/jobs/jobs';
import type { Subscriber } from '../../platform/module';
import type { Platform } from '../../platform/platform';
import { StaleHints } from '../../platform/realtime/stale';
import { dangerouslyAllDistricts, districtOf, loadTimetable, schoolIdsOf } from '../schools';
import { ensureCodes } from './code-sets';
import { RegisterModel } from './register.model';
import { reviewAlerts } from './review-alerts';
import {
  pupilDays,
  pupilYear,
  registerFields,
  replaceYears,
  summariseDay,
  summaryOf,
  type TakenRegister,
} from './summarise-day';
import {
  DaySummaryModel,
  DirtyDayModel,
  type DaySummary,
  type DirtyDay,
  type PupilYear,
} from './summary.model';

const quietMs = 300;

/** Remembers, once in a while per school and day, that its registers changed. Every process says so; one computes. */
export class DirtyDays {
  readonly #waiting = new Set<string>();
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  note(schoolId: string, date: string): void {
    const _id = `${schoolId}|${date}`;
    if (this.#waiting.has(_id)) return;
    this.#waiting.add(_id);
    setTimeout(() => {
      this.#waiting.delete(_id);
      markDirty(schoolId, date).catch((error: unknown) =>
        this.#platform.log.warn({ err: error }, 'a changed day was not noted; the nightly run will find it'),
      );
    }, quietMs).unref();
  }
}

async function markDirty(schoolId: string, date: string): Promise<void> {
  await DirtyDayModel.updateOne(
    { _id: `${schoolId}|${date}` },
    { $set: { schoolId, date, token: randomUUID(), at: new Date() } },
    { upsert: true },
  );
}

const atOnce = 100;

/** Agenda runs it on one process at a time: that is the lease. What changed again meanwhile has another token and stays. */
async function summariseDirty(platform: Platform): Promise<void> {
  const dirty = await DirtyDayModel.find().sort({ at: 1 }).limit(atOnce).lean<DirtyDay[]>();
  for (const { _id, schoolId, date, token } of dirty) {
    await summariseDay(schoolId, date, platform);
    await reviewAlerts(schoolId, date, platform);
    await DirtyDayModel.deleteOne({ _id, token });
  }
}

export const summariesJob: Job = { name: 'summarise days', every: '1 second', run: summariseDirty };

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

/** Every day of a school at once, reading its registers as a stream: by class, so a pupil's days come in any order. */
export async function summariseSchool(schoolId: string, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const { districtId } = timetable.school;
  const { clockOffset } = await districtOf(districtId, platform);
  const days = new Map<string, TakenRegister[]>();
  const years = new Map<string, { pupil: string; year: number; days: Record<string, PupilDay> }>();
  const finish = async (date: string, registers: TakenRegister[]): Promise<void> => {
    for (const set of new Set(registers.map((register) => register.codeSet))) await ensureCodes(set);
    for (const [pupil, day] of pupilDays(timetable, registers)) {
      const year = schoolYearOf(date);
      const known = years.get(`${pupil}|${year}`) ?? { pupil, year, days: {} };
      known.days[date] = day;
      years.set(`${pupil}|${year}`, known);
    }
    const summary = summaryOf(timetable, date, registers, Date.now() + clockOffset);
    await DaySummaryModel.replaceOne({ _id: summary._id }, summary, { upsert: true });
  };
  const cursor = RegisterModel.find({ districtId, schoolId }, registerFields)
    .sort({ date: 1 })
    .lean<TakenRegister[]>()
    .cursor({ batchSize: 200 });
  for await (const register of cursor as AsyncIterable<TakenRegister>) {
    const open = days.get(register.date);
    if (open === undefined) {
      for (const [date, registers] of days) await finish(date, registers);
      days.clear();
      days.set(register.date, [register]);
    } else open.push(register);
  }
  for (const [date, registers] of days) await finish(date, registers);
  const all: PupilYear[] = [...years.values()].map(({ pupil, year, days: of }) =>
    pupilYear({ districtId, schoolId, pupil, year }, of),
  );
  for (let from = 0; from < all.length; from += 200) await replaceYears(all.slice(from, from + 200));
}

const hintsOf = new WeakMap<Platform, StaleHints>();

/** A summary that was computed anew is told to whoever looks at that school or its district. */
export const summarySubscriber: Subscriber = {
  collections: ['day_summaries'],
  handle(change: ChangeStreamDocument, platform) {
    const summary =
      'fullDocument' in change
        ? (change.fullDocument as { schoolId: string; districtId: string } | undefined)
        : undefined;
    if (summary === undefined || change.clusterTime === undefined) return;
    const hints = hintsOf.get(platform) ?? new StaleHints(platform);
    hintsOf.set(platform, hints);
    const version = versionOf(change.clusterTime);
    hints.hint(`school:${summary.schoolId}`, version);
    hints.hint(`district:${summary.districtId}`, version);
  },
};
