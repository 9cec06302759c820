import { wallClock } from '@quad/shared/platform';
import type { Part } from '../../../platform/module';
import { schoolOfClass } from '../../schools';
import { pupilFor } from '../families/pupils';
import { calendarSubscriber } from './calendar-follows';
import { missedSummariesJob, summariesJob, summarySubscriber } from './summaries';
import { DaySummaryModel, DirtyDayModel, PupilYearModel } from './summary.model';

/** Days and years added up, so that no page adds them up while somebody waits. */
export const summariesPart: Part = {
  models: [DaySummaryModel, DirtyDayModel, PupilYearModel],
  subscribers: [summarySubscriber, calendarSubscriber],
  jobs: [summariesJob, missedSummariesJob],
  topics: {
    summary: async (ctx, classId) => {
      const { date } = wallClock(ctx.now(), ctx.district.timeZone);
      const schoolId = await schoolOfClass(ctx, classId);
      return ctx.can('register:read', { districtId: ctx.scope.districtId, schoolId, classId, date });
    },
    year: async (ctx, personId) => (await pupilFor(ctx, personId, 'attendance:pupil')).pupil === personId,
  },
};
