import {
  snapshot,
  type CaughtUp,
  type CaughtUpWhole,
  type Entry,
  type Snapshot,
} from '@quad/shared/attendance';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { namesOf } from '../identity';
import { classNameOf, timetableOf } from '../schools';
import { codesFor } from './code-sets';
import { notMine } from './why-not';
import { lackedBy } from './lacking';
import type { RegisterRecord } from './register.model';
import { registers, type WholeRegister } from './register.repository';

/** The entries a device lacks, or all of it. */
export async function catchUp(
  ctx: Context,
  register: RegisterRecord,
  known: { epoch: number; since: number },
): Promise<CaughtUp> {
  const { epoch, seq: head, digest } = register;
  const base = { epoch, head, digest, now: ctx.now() };
  const events = lackedBy(known, register);
  if (events !== null) {
    return { ...base, events, names: await namesOf(peopleIn(events), register.districtId, ctx.platform) };
  }
  return whole(ctx, register);
}

/** @param register its log may be shortened to who wrote */
export async function whole(ctx: Context, register: WholeRegister): Promise<CaughtUpWhole> {
  const { epoch, seq: head, digest } = register;
  const [snapshot, names] = await Promise.all([
    present(ctx, register),
    namesOf(peopleOn(register), register.districtId, ctx.platform),
  ]);
  return { epoch, head, digest, now: ctx.now(), snapshot, names };
}

/** @throws Failure not_found where the actor may not read it */
export async function syncRegister(
  ctx: Context,
  registerId: string,
  known: { epoch: number; since: number },
): Promise<CaughtUp> {
  return catchUp(ctx, await readable(ctx, registerId), known);
}

export async function readable(ctx: Context, registerId: string): Promise<RegisterRecord> {
  const register = await registers(ctx).find(registerId);
  if (register === null) throw new Failure('not_found');
  const { schoolId, classId, date } = register;
  if (!ctx.can('register:read', { schoolId, classId, date }))
    throw await notMine(ctx, { schoolId, classId, date });
  return register;
}

async function present(ctx: Context, register: WholeRegister): Promise<Snapshot> {
  const [timetable, codes] = await Promise.all([
    timetableOf(ctx, register.schoolId),
    codesFor(register.codeSet),
  ]);
  const className = classNameOf(timetable, register.classId);
  // the schema is the allow list: the log stays here, also when this leaves by a socket
  return snapshot.parse({
    ...register,
    ...codes,
    id: register._id,
    className,
    timeZone: timetable.school.timeZone,
  });
}

export function peopleIn(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => [
    entry.by,
    ...entry.changes.filter((c) => c.roll === 'join').map((c) => c.pupil),
  ]);
}

function peopleOn({ marks, log, statusSet }: WholeRegister): string[] {
  return [
    ...marks.map((mark) => mark.pupil),
    ...new Set(log.map((entry) => entry.by)),
    ...(statusSet ? [statusSet.by] : []),
  ];
}
