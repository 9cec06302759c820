import type { Rollcall } from '@quad/shared/attendance';
import { newId } from '../../platform/database/connect';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { namesOf } from '../identity';
import { timetableOf } from '../schools';
import { RollcallModel, type RollcallRecord } from './rollcall.model';

/** Starts one, or answers with the one that is on: two wardens starting at once start one. */
export async function startRollcall(ctx: Context, schoolId: string): Promise<Rollcall> {
  const { school } = await timetableOf(ctx, schoolId);
  const { districtId } = school;
  ctx.authorize('rollcall:run', { districtId, schoolId });
  const record = await RollcallModel.findOneAndUpdate(
    { districtId, schoolId, endedAt: null },
    { $setOnInsert: { _id: newId(), startedAt: ctx.now(), startedBy: ctx.actor.personId, checks: {} } },
    { upsert: true, returnDocument: 'after' },
  ).lean<RollcallRecord>();
  return present(ctx, record);
}

interface Check {
  personId: string;
  safe: boolean;
  at: number;
}

/** Takes the wardens' words in any order and any number of times: on each person the latest moment stands. */
export async function checkRollcall(
  ctx: Context,
  rollcallId: string,
  checks: readonly Check[],
): Promise<Rollcall> {
  const { _id, endedAt } = await own(ctx, rollcallId);
  if (endedAt !== null) throw new Failure('conflict', 'This roll-call has ended.');
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
  return { rollcall: await openRollcall(ctx, schoolId) };
}

/** The roll-call that is on in the school. */
export async function openRollcall(ctx: Context, schoolId: string): Promise<Rollcall | null> {
  const record = await scoped(RollcallModel, ctx.scope).findOne({ schoolId, endedAt: null });
  return record === null ? null : present(ctx, record);
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
