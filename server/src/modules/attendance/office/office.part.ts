import type { Part } from '../../../platform/module';
import { timetableOf } from '../../schools';
import { lockJob } from './lock-registers';
import { officeRoutes } from './office.routes';
import { RollcallModel } from './rollcall.model';
import { siteSubscriber } from './site.live';

/** The office's day: who is missing, who is on site, what is corrected afterwards. */
export const officePart: Part = {
  routes: officeRoutes,
  models: [RollcallModel],
  subscribers: [siteSubscriber],
  jobs: [lockJob],
  topics: {
    // wardens follow their school's roll-call, also those who have no right to its board
    site: async (ctx, schoolId) =>
      ctx.can('rollcall:run', {
        districtId: (await timetableOf(ctx, schoolId)).school.districtId,
        schoolId,
      }),
  },
};
