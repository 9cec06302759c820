import { z } from 'zod';
import { id, instant } from '../platform';
import type { ownMark } from './attendance.dto';
import { caughtUp, counts, entry, type CaughtUp } from './attendance.dto';

/** What a screen asks to be told. `since` and `epoch` say what it already has. */
export const subscribeRegister = z.strictObject({
  id,
  epoch: instant,
  since: z.int().min(0),
  clientId: z.uuid(),
});
export type SubscribeRegister = z.infer<typeof subscribeRegister>;
export const leaveRegister = z.strictObject({ id });

export const registerEvent = z.object({ id, epoch: instant, entry, names: z.record(id, z.string()) });
export type RegisterEvent = z.infer<typeof registerEvent>;

export const registerHead = z.object({
  ...{ id, epoch: instant, head: z.int(), digest: z.string() },
  /** how old the change stream of the process that says so may be, ms */
  lagMs: z.int().optional(),
});
export type RegisterHead = z.infer<typeof registerHead>;

/** Who else has the register open, by client, without oneself. */
export const presence = z.object({
  id,
  people: z.array(z.object({ personId: id, name: z.string(), clientId: z.uuid() })),
});
export type Presence = z.infer<typeof presence>;

/** A register's counts for lists that show it; the higher (epoch, seq) wins. */
export const registerCounts = z.object({
  registerId: id,
  classId: id,
  date: z.string(),
  epoch: instant,
  seq: z.int(),
  status: z.enum(['open', 'closed']),
  counts,
});
export type RegisterCounts = z.infer<typeof registerCounts>;

export interface AttendanceServerEvents {
  'register:event': (event: RegisterEvent) => void;
  'register:head': (head: RegisterHead) => void;
  'register:presence': (presence: Presence) => void;
  'register:counts': (counts: RegisterCounts) => void;
  'pupil:mark': (mark: z.infer<typeof ownMark>) => void;
}

export type SubscribeAnswer = { ok: true; caughtUp: CaughtUp } | { ok: false; code: string };

export interface AttendanceClientEvents {
  'register:subscribe': (request: SubscribeRegister, answer: (answer: SubscribeAnswer) => void) => void;
  'register:leave': (request: { id: string }) => void;
}

export const subscribeAnswer = z.union([
  z.object({ ok: z.literal(true), caughtUp }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);
