import { snapshot, type CaughtUp, type Entry, type Snapshot } from '@quad/shared/attendance';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { namesOf } from '../identity';
import { classNameOf, timetableOf } from '../schools';
import { codesFor } from './code-sets';
import { notMine } from './why-not';
import type { LoggedEntry, RegisterRecord } from './register.model';
import { registers } from './register.repository';

/** Beyond this many entries the whole register is the shorter answer: a snapshot of 30 pupils weighs about as much. */
const deltaLimit = 40;

/** The entries a device lacks, or all of it where the epoch differs, it is ahead of us, or the delta would be larger. */
export async function catchUp(
  ctx: Context,
  register: RegisterRecord,
  known: { epoch: number; since: number },
): Promise<CaughtUp> {
  const { epoch, seq: head, digest } = register;
  const base = { epoch, head, digest, now: ctx.now() };
  if (known.epoch === epoch && known.since <= head && head - known.since <= deltaLimit) {
    const events = register.log.slice(known.since).map(presentEntry);
    return { ...base, events, names: await namesOf(peopleIn(events), register.districtId, ctx.platform) };
  }
  const [whole, names] = await Promise.all([
    present(ctx, register),
    namesOf(peopleOn(register), register.districtId, ctx.platform),
  ]);
  return { ...base, snapshot: whole, names };
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

async function present(ctx: Context, register: RegisterRecord): Promise<Snapshot> {
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

/** A log entry as the protocol sends it: without what it repeats for the change stream's sake. */
export function presentEntry(logged: LoggedEntry): Entry {
  const { districtId: _d, schoolId: _s, classId: _c, date: _day, after: _a, ...entry } = logged;
  return entry;
}

export function peopleIn(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => [
    entry.by,
    ...entry.changes.filter((c) => c.roll === 'join').map((c) => c.pupil),
  ]);
}

function peopleOn({ marks, log, statusSet }: RegisterRecord): string[] {
  return [
    ...marks.map((mark) => mark.pupil),
    ...new Set(log.map((entry) => entry.by)),
    ...(statusSet ? [statusSet.by] : []),
  ];
}
