import { attendanceRulesOf, codeOf, isBegun, type Mark, type MarkChange } from '@quad/shared/attendance';
import type { Job } from '../../../platform/jobs/jobs';
import type { Platform } from '../../../platform/platform';
import { dangerouslyAllDistricts, loadTimetable } from '../../schools';
import { AbsenceModel, type AbsenceRecord } from '../families/absence.model';
import { actAsSystem } from '../act-as-system';
import { ensureCodes } from '../code-sets';
import { RegisterModel, type RegisterRecord } from '../register.model';

interface Fill {
  kind: 'mark';
  changes: MarkChange[];
  reason?: string;
}

const atOnce = 200;
/** ms; a job has its lock for a minute */
const longestRun = 40_000;

/**
 * Closes registers whose time is over, so that nobody wonders whether they count; what is unmarked gets the code of an approved
 * absence, else the school's automatic code. A register nobody began stays open and “not submitted”: an automatic code there would
 * make a whole class absent. Each is locked once: what the office opens again stays open.
 */
async function lockRegisters(platform: Platform): Promise<void> {
  const stopAt = performance.now() + longestRun;
  for (const district of await dangerouslyAllDistricts(platform)) {
    const now = Date.now() + district.clockOffset;
    for (let goesOn = true; goesOn && performance.now() < stopAt;)
      goesOn = await lockSome(district.id, now, platform);
  }
}

/** @returns whether there may be more */
async function lockSome(districtId: string, now: number, platform: Platform): Promise<boolean> {
  const due = await RegisterModel.find(
    { districtId, status: 'open', lockedAt: null, lockAt: { $lte: now } },
    { ...{ districtId: 1, schoolId: 1, date: 1, codeSet: 1, epoch: 1, seq: 1, counts: 1 }, marks: 1 },
  )
    .sort({ lockAt: 1 })
    .limit(atOnce)
    .lean<RegisterRecord[]>();
  const done: string[] = [];
  for (const register of due) {
    try {
      if (isBegun(register.counts)) await lock(register, now, platform);
      done.push(register._id);
    } catch (error) {
      platform.log.warn(
        { err: error, register: register._id },
        'register not locked; the next run tries again',
      );
    }
  }
  // also those that were too full to close, or they would stand before all others for ever
  if (done.length > 0) await RegisterModel.updateMany({ _id: { $in: done } }, { $set: { lockedAt: now } });
  return due.length === atOnce && done.length > 0;
}

async function lock(register: RegisterRecord, now: number, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(register.schoolId, platform);
  const code = timetable === null ? null : attendanceRulesOf(timetable.school).autoCode;
  const fills = code === null ? [] : await fillsOf(register, code);
  await actAsSystem(register, `lock|${register.seq}`, [...fills, { kind: 'close' }], now, platform);
}

/** Who is away with the office's approval gets its code, everybody else who is unmarked the automatic one. */
async function fillsOf(register: RegisterRecord, autoCode: string): Promise<Fill[]> {
  const unmarked = register.marks.filter((mark) => mark.code === null);
  await ensureCodes(register.codeSet);
  const approved = await approvedCodes(register, unmarked);
  const changeTo = (code: string, { pupil, ver }: Mark): MarkChange => ({ pupil, code, ifVer: ver });
  const known = unmarked.flatMap((mark) => {
    const code = approved.get(mark.pupil);
    return code === undefined ? [] : [changeTo(code, mark)];
  });
  const others = unmarked.filter(({ pupil }) => !approved.has(pupil)).map((mark) => changeTo(autoCode, mark));
  const fills: Fill[] = [
    // some codes say nothing without a reason
    { kind: 'mark', changes: known, reason: 'Absence approved by the office' },
    { kind: 'mark', changes: others },
  ];
  return fills.filter(({ changes }) => changes.length > 0);
}

/** The codes of the absences the office has approved for that day, by pupil; the latest counts. */
async function approvedCodes(
  { schoolId, date, codeSet }: RegisterRecord,
  unmarked: readonly { pupil: string }[],
): Promise<Map<string, string>> {
  const found = await AbsenceModel.find(
    {
      ...{ schoolId, pupil: { $in: unmarked.map(({ pupil }) => pupil) }, to: { $gte: date } },
      ...{ from: { $lte: date }, state: 'approved' },
    },
    { pupil: 1, code: 1 },
  )
    .sort({ at: 1 })
    .limit(2_000)
    .lean<AbsenceRecord[]>();
  return new Map(
    found.flatMap(({ pupil, code }) =>
      code === null || codeOf(codeSet, code) === undefined ? [] : [[pupil, code] as const],
    ),
  );
}

export const lockJob: Job = { name: 'lock registers', every: '1 minute', run: lockRegisters };
