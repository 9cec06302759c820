import { addDays } from '@quad/shared/platform';
import type { ChangeStreamDocument } from 'mongodb';
import { dayOn } from '../../platform/http/day';
import type { Job } from '../../platform/jobs/jobs';
import type { Subscriber } from '../../platform/module';
import type { Platform } from '../../platform/platform';
import { dangerouslyAllDistricts, schoolIdsOf } from '../schools';
import type { AbsenceRecord } from './absence.model';
import { AlertModel, type AlertRecord } from './alert.model';
import { readChange } from './register-stream';
import { reviewAlerts } from './review-alerts';

/** School days something has happened to, `school date`. Every process hears every change; whichever runs the job reviews what it heard. */
const heard = new WeakMap<Platform, Set<string>>();

/** Processes that have looked at every school's day since they began to listen. */
const begun = new WeakSet<Platform>();

function heardBy(platform: Platform): Set<string> {
  const known = heard.get(platform) ?? new Set<string>();
  heard.set(platform, known);
  return known;
}

/** Something may have been missed: the next round looks at every school's day. */
export function listenAnew(platform: Platform): void {
  begun.delete(platform);
}

/** For the registers' change stream. */
export function noteForAlerts(platform: Platform): (change: ChangeStreamDocument) => void {
  return (change) => {
    for (const { schoolId, date } of readChange(change)?.entries ?? [])
      heardBy(platform).add(`${schoolId} ${date}`);
  };
}

/** A report made, decided or taken back explains a day, or explains it no more. */
export const alertsSubscriber: Subscriber = {
  collections: ['absences'],
  handle(change, platform) {
    const report = 'fullDocument' in change ? (change.fullDocument as AbsenceRecord | undefined) : undefined;
    if (report === undefined) return;
    const { schoolId, from, to } = report;
    // an alert is made on the day itself, so of a long report the days around now are all that can matter
    for (let date = from, n = 0; date <= to && n < 60; date = addDays(date, 1), n++)
      heardBy(platform).add(`${schoolId} ${date}`);
  },
};

/** Reviews the days this process heard of, today's of every school when it has just begun to listen, and those with an alert that is due. */
export const alertsJob: Job = {
  name: 'review alerts',
  every: '5 seconds',
  async run(platform) {
    const first = !begun.has(platform);
    begun.add(platform);
    const days = heardBy(platform);
    for (const district of await dangerouslyAllDistricts(platform)) {
      const now = Date.now() + district.clockOffset;
      if (first) {
        const today = dayOn(now, district.timeZone);
        for (const schoolId of await schoolIdsOf(district.id)) days.add(`${schoolId} ${today}`);
      }
      for (const { schoolId, date } of await dueAlerts(district.id, now)) days.add(`${schoolId} ${date}`);
    }
    for (const day of [...days]) {
      // before the review: what happens during it is another one
      days.delete(day);
      const [schoolId = '', date = ''] = day.split(' ');
      await reviewAlerts(schoolId, date, platform);
    }
  },
};

function dueAlerts(districtId: string, now: number): Promise<Pick<AlertRecord, 'schoolId' | 'date'>[]> {
  return AlertModel.find({ districtId, state: 'waiting', dueAt: { $lte: now } }, { schoolId: 1, date: 1 })
    .limit(1_000)
    .lean<AlertRecord[]>();
}
