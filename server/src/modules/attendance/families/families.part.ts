import type { Part } from '../../../platform/module';
import { AbsenceFileModel, AbsenceModel } from './absence.model';
import { AlertModel } from './alert.model';
import { alertsJob, alertsSubscriber } from './alerts';
import { familySubscriber } from './family.live';
import { familyRoutes } from './family.routes';
import { finishApprovalsJob } from './finish-approvals';
import { MarkRequestModel } from './mark-request.model';
import { NudgeModel } from './nudge.model';
import { pupilFor } from './pupils';

/** What families, teachers and the office ask of one another about marks. */
export const familiesPart: Part = {
  routes: familyRoutes,
  models: [AbsenceModel, AbsenceFileModel, AlertModel, MarkRequestModel, NudgeModel],
  subscribers: [familySubscriber, alertsSubscriber],
  jobs: [finishApprovalsJob, alertsJob],
  topics: {
    // what families and teachers ask of a school; apart from `school:`, which every mark of a morning makes stale
    office: (ctx, schoolId) => Promise.resolve(ctx.can('absence:decide', { schoolId })),
    pupil: async (ctx, personId) => (await pupilFor(ctx, personId, 'attendance:pupil')).pupil === personId,
  },
};
