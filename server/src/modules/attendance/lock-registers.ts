import { attendanceRulesOf } from '@quad/shared/attendance';
import type { Job } from '../../platform/jobs/jobs';
import type { Platform } from '../../platform/platform';
import { dangerouslyAllDistricts, loadTimetable } from '../schools';
import { actAsSystem } from './act-as-system';
import { RegisterModel, type RegisterRecord } from './register.model';

const atOnce = 200;

/**
 * Closes registers whose time is over, so that nobody wonders whether they count; what is unmarked gets the school's automatic
 * code. A register nobody began stays open and “not submitted”: an automatic code there would make a whole class absent.
 */
async function lockRegisters(platform: Platform): Promise<void> {
  for (const district of await dangerouslyAllDistricts(platform)) {
    const now = Date.now() + district.clockOffset;
    const due = await RegisterModel.find(
      { districtId: district.id, status: 'open', lockAt: { $lte: now }, seq: { $gt: 0 } },
      { districtId: 1, schoolId: 1, epoch: 1, seq: 1, marks: 1 },
    )
      .sort({ lockAt: 1 })
      .limit(atOnce)
      .lean<RegisterRecord[]>();
    for (const register of due) await lock(register, now, platform);
  }
}

async function lock(register: RegisterRecord, now: number, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(register.schoolId, platform);
  const code = timetable === null ? null : attendanceRulesOf(timetable.school).autoCode;
  const changes = register.marks
    .filter((mark) => mark.code === null)
    .map((mark) => ({ pupil: mark.pupil, code, ifVer: mark.ver }));
  const fill = code === null || changes.length === 0 ? [] : [{ kind: 'mark' as const, changes }];
  await actAsSystem(register, `lock|${register.seq}`, [...fill, { kind: 'close' }], now, platform);
}

export const lockJob: Job = { name: 'lock registers', every: '1 minute', run: lockRegisters };
