import { isUntaken } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { teachersOn } from '../../schools';
import { readable } from '../catch-up';
import { NudgeModel } from './nudge.model';

const againAfterMs = 120_000;

/** Reminds the teachers of a register nobody has taken, at most every two minutes. @throws Failure not_found, conflict */
export async function nudgeRegister(ctx: Context, registerId: string): Promise<{ teachers: string[] }> {
  const register = await readable(ctx, registerId);
  const { districtId, schoolId, classId, date, starts } = register;
  ctx.authorize('register:nudge', { schoolId });
  if (!isUntaken(register)) throw new Failure('conflict', 'This register has been taken.');
  const now = ctx.now();
  const fields = { districtId, schoolId, classId, date, starts, by: ctx.actor.personId, at: now };
  // a clock that was set back would otherwise keep everybody waiting
  const last = await NudgeModel.findOne({ _id: registerId, districtId }, { at: 1 }).lean<{ at: number }>();
  if (last !== null && last.at <= now && now - last.at < againAfterMs) throw tooSoon();
  const { matchedCount, upsertedCount } = await NudgeModel.updateOne(
    { _id: registerId, districtId, ...(last === null ? {} : { at: last.at }) },
    { $set: fields },
    { upsert: last === null },
  );
  if (matchedCount + upsertedCount === 0) throw tooSoon();
  const teachers = await teachersOn(classId, date, ctx.platform);
  return { teachers: Object.values(await namesOf(teachers, districtId, ctx.platform)) };
}

function tooSoon(): Failure {
  return new Failure('conflict', 'Somebody reminded them less than two minutes ago.');
}
