import type { Presence } from '@quad/shared/attendance';
import type { Subscriber } from '../../platform/module';
import type { Context } from '../../platform/http/context';
import type { Platform } from '../../platform/platform';
import { PresenceModel, type PresenceRecord } from './register.model';

/** Without a sign of life for this long a device counts as gone, whatever became of its process. */
const goneAfterMs = 10_000;

interface Arrival {
  registerId: string;
  clientId: string;
  socketId: string;
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
    { _id: `${socketId}:${registerId}` },
    { $set: { ...record, seenAt: new Date() } },
    { upsert: true },
  );
}

export async function leave(socketId: string, registerId: string): Promise<void> {
  await PresenceModel.deleteOne({ _id: `${socketId}:${registerId}` });
}

/** The sockets of this process are alive: one write for all of them. */
export async function keepAlive({ live }: Platform): Promise<void> {
  const here = live
    .members('register:')
    .map(({ socketId, room }) => `${socketId}:${room.slice('register:'.length)}`);
  if (here.length > 0)
    await PresenceModel.updateMany({ _id: { $in: here } }, { $set: { seenAt: new Date() } });
}

/** Tells each register open on this process who is there. */
export async function emitPresence({ live }: Platform, registerIds: readonly string[]): Promise<void> {
  const open = registerIds.filter((id) => live.size(`register:${id}`) > 0);
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
    live.to(`register:${id}`).emit('register:presence', { id, people });
  }
}

/** Arrivals at once; leavings with the next round, because a deletion does not say whose it was. */
export const presenceSubscriber: Subscriber = {
  collections: ['presence'],
  async handle(change, platform) {
    if (change.operationType !== 'insert') return;
    await emitPresence(platform, [(change.fullDocument as unknown as PresenceRecord).registerId]);
  },
};
