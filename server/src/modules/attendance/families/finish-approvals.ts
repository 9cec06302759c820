import { isUnexplained } from '@quad/shared/attendance';
import type { Job } from '../../../platform/jobs/jobs';
import type { Platform } from '../../../platform/platform';
import { dayOn } from '../../../platform/http/day';
import { dangerouslyAllDistricts } from '../../schools';
import { AbsenceModel, type AbsenceRecord } from './absence.model';
import { actAsSystem } from '../act-as-system';
import { ensureCodes } from '../code-sets';
import { RegisterModel, type RegisterRecord } from '../register.model';

const graceMs = 60_000;

/** An approval whose process died before its marks were corrected is finished by Quad, in the log like everything. */
async function finishApprovals(platform: Platform): Promise<void> {
  for (const { id, clockOffset, timeZone } of await dangerouslyAllDistricts(platform)) {
    const now = Date.now() + clockOffset;
    const left = await AbsenceModel.find({
      ...{ finishing: true, districtId: id, decidedAt: { $lt: now - graceMs } },
    })
      .limit(50)
      .lean<AbsenceRecord[]>();
    for (const absence of left) await finish(absence, { now, today: dayOn(now, timeZone) }, platform);
  }
}

async function finish(
  { _id, districtId, schoolId, pupil, from, to, code }: AbsenceRecord,
  { now, today }: { now: number; today: string },
  platform: Platform,
): Promise<void> {
  const registers = await RegisterModel.find(
    { districtId, schoolId, 'marks.pupil': pupil, date: { $gte: from, $lte: to < today ? to : today } },
    { districtId: 1, epoch: 1, seq: 1, codeSet: 1, marks: 1 },
  )
    .limit(1_000)
    .lean<RegisterRecord[]>();
  for (const register of registers) {
    await ensureCodes(register.codeSet);
    const mark = register.marks.find((each) => each.pupil === pupil);
    if (code === null || mark === undefined || !isUnexplained(register.codeSet, mark.code)) continue;
    const { code: before, minutes, note, ver: ifVer } = mark;
    const kept = note === undefined ? {} : { note };
    const act = {
      ...{ kind: 'mark' as const, reason: 'An approved absence' },
      changes: [{ pupil, code, ifVer, ...kept }],
    };
    const [result] = await actAsSystem(register, `absence|${_id}|${ifVer}`, [act], now, platform);
    if (result?.seq === undefined || result.out !== 'applied') continue;
    const corrected = {
      ...{ registerId: register._id, seq: result.seq, before, ...kept },
      ...(minutes === undefined ? {} : { minutes }),
    };
    await AbsenceModel.updateOne({ _id }, { $push: { corrected } });
  }
  await AbsenceModel.updateOne({ _id }, { $set: { finishing: false } });
}

export const finishApprovalsJob: Job = {
  name: 'finish approvals',
  every: '1 minute',
  run: finishApprovals,
};
