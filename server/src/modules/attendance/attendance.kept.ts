import { requestStates } from '@quad/shared/attendance';
import { keptIn, type Before, type Kept } from '../../platform/retention/kept';
import { AbsenceModel } from './families/absence.model';
import { AlertModel } from './families/alert.model';
import { MarkRequestModel } from './families/mark-request.model';
import { NudgeModel } from './families/nudge.model';
import { removeAbsenceFiles } from './families/remove-absence-files';
import { RollcallModel } from './office/rollcall.model';
import { RegisterModel } from './register.model';
import { DaySummaryModel, PupilYearModel } from './summaries/summary.model';

const byDay = ({ districtId, schoolId, date }: Before) => ({ districtId, schoolId, date: { $lt: date } });
const reminders = (ids: readonly string[]): Promise<unknown> =>
  NudgeModel.deleteMany({ _id: { $in: [...ids] } });

/** What of attendance grows old. What hangs on a register goes first: cut off in between, it is found again. */
export const attendanceKept: Kept[] = [
  keptIn('requests', MarkRequestModel, ({ schoolId, instant }) => ({
    ...{ schoolId, state: { $in: [...requestStates] }, at: { $lt: instant } },
  })),
  keptIn('alerts', AlertModel, ({ schoolId, date }) => ({ schoolId, date: { $lt: date } })),
  // a report of days to come may be older than they are
  keptIn(
    'absences',
    AbsenceModel,
    ({ schoolId, instant, date }) => ({ schoolId, at: { $lt: instant }, to: { $lt: date } }),
    removeAbsenceFiles,
  ),
  keptIn('rollcalls', RollcallModel, ({ schoolId, instant }) => ({ schoolId, startedAt: { $lt: instant } })),
  keptIn('registers', RegisterModel, byDay, reminders),
  keptIn('daySummaries', DaySummaryModel, byDay),
  // a school year that begins in that calendar year ends before the same day of the second one after it
  keptIn('pupilYears', PupilYearModel, ({ schoolId, date }) => ({
    ...{ schoolId, year: { $lt: Number(date.slice(0, 4)) - 1 } },
  })),
];
