import type { Rollcall } from '@quad/shared/attendance';
import { isDuplicate } from '../../../platform/database/failures';
import { newId } from '../../../platform/database/connect';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { Failure } from '../../../platform/http/failure';
import { everOf, namesOf } from '../../identity';
import { timetableOf } from '../../schools';
import { RollcallModel, type RollcallRecord } from './rollcall.model';

/**
 * Starts one, or answers with the one that is on: two wardens starting at once start one. One left open on another day, or
 * begun before the clock was set back, ends first: no word of today would be later than its own.
 */
export async function startRollcall(ctx: Context, schoolId: string): Promise<Rollcall> {
  const { school } = await timetableOf(ctx, schoolId);
  const { districtId, timeZone } = school;
  ctx.authorize('rollcall:run', { districtId, schoolId });
  const left = await scoped(RollcallModel, ctx.scope).findOne({ schoolId, endedAt: null });
  if (left !== null && !isOfNow(left, ctx.now(), timeZone))
    await RollcallModel.updateOne({ _id: left._id, endedAt: null }, { $set: { endedAt: latestOf(left) } });
  const open = { districtId, schoolId, endedAt: null };
  const record = await RollcallModel.findOneAndUpdate(
    open,
    { $setOnInsert: { _id: newId(), startedAt: ctx.now(), startedBy: ctx.actor.personId, checks: {} } },
    { upsert: true, returnDocument: 'after' },
  )
    .lean<RollcallRecord>()
    // The index is a partial one, so of two that insert at once MongoDB does not let the later one try again by itself.
    .catch(async (error: unknown) => {
      const other = isDuplicate(error) ? await scoped(RollcallModel, ctx.scope).findOne(open) : null;
      if (other === null) throw error;
      return other;
    });
  return present(ctx, record);
}

interface Check {
  personId: string;
  safe: boolean;
  at: number;
}

/**
 * Takes the wardens' words in any order and any number of times: on each person the latest moment stands.
 * @throws Failure not_found, conflict, invalid_request for somebody the school has never known
 */
export async function checkRollcall(
  ctx: Context,
  rollcallId: string,
  checks: readonly Check[],
): Promise<Rollcall> {
  const { _id, districtId, schoolId, endedAt } = await own(ctx, rollcallId);
  if (endedAt !== null) throw new Failure('conflict', 'This roll-call has ended.');
  await refuseStrangers({ districtId, schoolId }, checks);
  const by = ctx.actor.personId;
  const latest = ctx.now();
  await RollcallModel.bulkWrite(
    checks.map(({ personId, safe, at: said }) => {
      // nobody speaks from the future
      const at = Math.min(said, latest);
      const older = [
        { [`checks.${personId}.at`]: { $lt: at } },
        { [`checks.${personId}`]: { $exists: false } },
      ];
      return {
        updateOne: {
          filter: { _id, $or: older },
          update: { $set: { [`checks.${personId}`]: { safe, at, by } } },
        },
      };
    }),
  );
  return present(ctx, await own(ctx, rollcallId));
}

export async function endRollcall(ctx: Context, rollcallId: string): Promise<Rollcall> {
  const { _id } = await own(ctx, rollcallId);
  await RollcallModel.updateOne({ _id, endedAt: null }, { $set: { endedAt: ctx.now() } });
  return present(ctx, await own(ctx, rollcallId));
}

export async function readRollcall(ctx: Context, schoolId: string): Promise<{ rollcall: Rollcall | null }> {
  const { school } = await timetableOf(ctx, schoolId);
  ctx.authorize('rollcall:run', { districtId: school.districtId, schoolId });
  return { rollcall: await openRollcall(ctx, school) };
}

/** The roll-call that is on in the school today. */
export async function openRollcall(
  ctx: Context,
  { schoolId, timeZone }: { schoolId: string; timeZone: string },
): Promise<Rollcall | null> {
  const record = await scoped(RollcallModel, ctx.scope).findOne({ schoolId, endedAt: null });
  return record === null || !isOfNow(record, ctx.now(), timeZone) ? null : present(ctx, record);
}

/** ms by which the clocks of two processes may differ */
const skew = 60_000;

function isOfNow(record: RollcallRecord, now: number, timeZone: string): boolean {
  return latestOf(record) <= now + skew && dayOn(record.startedAt, timeZone) === dayOn(now, timeZone);
}

/** When the last word was said in it. */
function latestOf({ startedAt, checks }: RollcallRecord): number {
  return Math.max(startedAt, ...Object.values(checks).map((check) => check.at));
}

/** Who left this morning may still stand on a warden's list, and one such name must not lose the words on all others. */
async function refuseStrangers(
  { districtId, schoolId }: { districtId: string; schoolId: string },
  checks: readonly Check[],
): Promise<void> {
  const known = await everOf(
    { districtId, schoolIds: [schoolId] },
    checks.map((check) => check.personId),
  );
  const errors = checks.flatMap(({ personId }, i) =>
    known.has(personId) ? [] : [{ field: `checks.${i}.personId`, message: 'is nobody of this school' }],
  );
  if (errors.length > 0) throw new Failure('invalid_request', undefined, { errors: errors.slice(0, 20) });
}

async function own(ctx: Context, rollcallId: string): Promise<RollcallRecord> {
  const record = await scoped(RollcallModel, ctx.scope).findOne({ _id: rollcallId });
  if (
    record === null ||
    !ctx.can('rollcall:run', { districtId: record.districtId, schoolId: record.schoolId })
  )
    throw new Failure('not_found');
  return record;
}

async function present(ctx: Context, record: RollcallRecord): Promise<Rollcall> {
  const { _id: id, startedAt, endedAt, startedBy, checks, districtId } = record;
  const people = [startedBy, ...Object.values(checks).map((check) => check.by)];
  const names = await namesOf(people, districtId, ctx.platform);
  return {
    ...{ id, startedAt, endedAt, startedBy: names[startedBy] ?? '' },
    checks: Object.entries(checks).map(([personId, { safe, at, by }]) => ({
      ...{ personId, safe, at, by: names[by] ?? '' },
    })),
  };
}
