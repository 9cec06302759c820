import type { Presence } from '@quad/shared/attendance';
import type { Subscriber } from '../../platform/module';
import type { Context } from '../../platform/http/context';
import type { Platform } from '../../platform/platform';
import { atRegisters, registerRoom } from './register-rooms';
import { PresenceModel, type PresenceRecord } from './register.model';

/** Without a sign of life for this long a device counts as gone, whatever became of its process. */
const goneAfterMs = 10_000;

interface Arrival {
  registerId: string;
  clientId: string;
  socketId: string;
}

function presenceId(socketId: string, registerId: string): string {
  return `${socketId}:${registerId}`;
}

export async function arrive(
  { actor, scope }: Context,
  { registerId, clientId, socketId }: Arrival,
): Promise<void> {
  const schoolId = actor.memberships.find((m) => m.schoolId !== null)?.schoolId ?? '';
  const record = {
    districtId: scope.districtId,
    schoolId,
    registerId,
    personId: actor.personId,
    name: actor.formalName,
    clientId,
  };
  await PresenceModel.updateOne(
    { _id: presenceId(socketId, registerId) },
    { $set: { ...record, seenAt: new Date() } },
    { upsert: true },
  );
}

export async function leave(socketId: string, registerId: string): Promise<void> {
  await PresenceModel.deleteOne({ _id: presenceId(socketId, registerId) });
}

/** The sockets of this process are alive: one write for all of them. */
export async function keepAlive({ live }: Platform): Promise<void> {
  const here = atRegisters(live).map(({ socketId, registerId }) => presenceId(socketId, registerId));
  if (here.length > 0)
    await PresenceModel.updateMany({ _id: { $in: here } }, { $set: { seenAt: new Date() } });
}

/** Tells each register open on this process who is there. */
export async function emitPresence({ live }: Platform, registerIds: readonly string[]): Promise<void> {
  const open = registerIds.filter((id) => live.size(registerRoom(id)) > 0);
  if (open.length === 0) return;
  const since = new Date(Date.now() - goneAfterMs);
  const records = await PresenceModel.find({ registerId: { $in: open }, seenAt: { $gt: since } })
    .limit(5_000)
    .lean<PresenceRecord[]>();
  for (const id of open) {
    const here = records.filter((record) => record.registerId === id);
    const people: Presence['people'] = here.map(({ personId, name, clientId }) => ({
      personId,
      name,
      clientId,
    }));
    live.to(registerRoom(id)).emit('register:presence', { id, people });
  }
}

/** Names of those who have each of these registers open, by register. */
export async function peopleAt(registerIds: readonly string[]): Promise<Map<string, string[]>> {
  const since = new Date(Date.now() - goneAfterMs);
  const records = await PresenceModel.find(
    { registerId: { $in: registerIds }, seenAt: { $gt: since } },
    { registerId: 1, name: 1 },
  )
    .limit(5_000)
    .lean<PresenceRecord[]>();
  const people = new Map<string, string[]>();
  for (const { registerId, name } of records)
    people.set(registerId, [...new Set([...(people.get(registerId) ?? []), name])]);
  return people;
}

/** Arrivals at once; leavings with the next round, because a deletion does not say whose it was. */
export const presenceSubscriber: Subscriber = {
  collections: ['presence'],
  async handle(change, platform) {
    if (change.operationType !== 'insert') return;
    await emitPresence(platform, [(change.fullDocument as unknown as PresenceRecord).registerId]);
  },
};
