import { addDays } from '@quad/shared/platform';
import { dayOn } from '../../../platform/http/day';
import type { Job } from '../../../platform/jobs/jobs';
import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';
import { dangerouslyAllDistricts, districtOf } from '../../schools';
import type { AbsenceRecord } from './absence.model';
import { AlertModel, type AlertRecord } from './alert.model';
import { reviewAlerts } from './review-alerts';

/** A report made, decided or taken back explains today or yesterday, or explains it no more; earlier days are nobody's news. */
export const alertsSubscriber: Subscriber = {
  collections: ['absences'],
  works: true,
  async handle(change, platform) {
    const report = documentOf(change) as AbsenceRecord | null;
    if (report === null) return;
    const { clockOffset, timeZone } = await districtOf(report.districtId, platform);
    const today = dayOn(Date.now() + clockOffset, timeZone);
    for (const date of [addDays(today, -1), today])
      if (report.from <= date && date <= report.to) await reviewAlerts(report.schoolId, date, platform);
  },
};

/** Sends what is due. A day whose marks changed is reviewed by the job that summarises it. */
export const alertsJob: Job = {
  name: 'send due alerts',
  every: '5 seconds',
  async run(platform) {
    for (const { id, clockOffset } of await dangerouslyAllDistricts(platform)) {
      const due = await AlertModel.find(
        { districtId: id, state: 'waiting', dueAt: { $lte: Date.now() + clockOffset } },
        { schoolId: 1, date: 1 },
      )
        .limit(1_000)
        .lean<AlertRecord[]>();
      // a look at the whole day before anybody is told: the marks may have changed a moment ago
      for (const day of new Set(due.map(({ schoolId, date }) => `${schoolId} ${date}`))) {
        const [schoolId = '', date = ''] = day.split(' ');
        await reviewAlerts(schoolId, date, platform);
      }
    }
  },
};
