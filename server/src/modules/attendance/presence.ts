import type { Presence } from '@quad/shared/attendance';
import { newId } from '../../platform/database/connect';
import type { Context } from '../../platform/http/context';
import type { Subscriber } from '../../platform/module';
import type { Platform } from '../../platform/platform';
import { openRegisters, registerRoom } from './register-rooms';
import { PresenceModel, PresenceServerModel, type PresenceRecord } from './register.model';

/** A process that has been silent for so long has died, and nobody whose socket it held is here any more. */
const deadAfterMs = 6_000;
const buryAfterMs = 60_000;
/** With the silence and the round after it: gone within ten seconds. A socket's own death is noticed by its pings, see live-server.ts. */
export const beatEveryMs = 2_000;

/** What a process knows of those it shares the registers with. */
interface Servers {
  id: string;
  living: readonly string[];
}

const known = new WeakMap<Platform, Servers>();

function serversOf(platform: Platform): Servers {
  const fresh = newId();
  const servers = known.get(platform) ?? { id: fresh, living: [fresh] };
  known.set(platform, servers);
  return servers;
}

interface Arrival {
  registerId: string;
  clientId: string;
  socketId: string;
}

function presenceId(socketId: string, registerId: string): string {
  return `${socketId}:${registerId}`;
}

export async function arrive(
  { actor, scope, platform }: Context,
  { registerId, clientId, socketId }: Arrival,
): Promise<void> {
  const schoolId = actor.memberships.find((m) => m.schoolId !== null)?.schoolId ?? '';
  const record = {
    ...{ districtId: scope.districtId, schoolId, registerId, clientId, server: serversOf(platform).id },
    ...{ personId: actor.personId, name: actor.formalName },
  };
  await PresenceModel.updateOne(
    { _id: presenceId(socketId, registerId) },
    { $set: record },
    { upsert: true },
  );
}

export async function leave(socketId: string, registerId: string): Promise<void> {
  await PresenceModel.deleteOne({ _id: presenceId(socketId, registerId) });
}

/** Says that this process lives. When another came or died, every register open here is told who is left. @param now real time, ms */
export async function beat(platform: Platform, now: number): Promise<void> {
  const servers = serversOf(platform);
  await PresenceServerModel.updateOne(
    { _id: servers.id },
    { $set: { seenAt: new Date(now) } },
    { upsert: true },
  );
  const all = await PresenceServerModel.find().sort({ seenAt: -1 }).limit(1_000).lean();
  const silent = (ms: number): string[] =>
    all.filter(({ seenAt }) => seenAt.getTime() <= now - ms).map(({ _id }) => _id);
  const dead = new Set(silent(deadAfterMs));
  const living = all.map(({ _id }) => _id).filter((id) => !dead.has(id));
  const changed = living.toSorted().join() !== servers.living.toSorted().join();
  servers.living = living;
  if (changed) await emitPresence(platform, openRegisters(platform.live));
  await bury(silent(buryAfterMs));
}

/** A process that stops says so, rather than being waited for. */
export async function retire(platform: Platform): Promise<void> {
  await bury([serversOf(platform).id]);
}

async function bury(servers: readonly string[]): Promise<void> {
  if (servers.length === 0) return;
  await PresenceModel.deleteMany({ server: { $in: servers } });
  await PresenceServerModel.deleteMany({ _id: { $in: servers } });
}

/** Tells each register open on this process who is there. */
export async function emitPresence(platform: Platform, registerIds: readonly string[]): Promise<void> {
  const { live } = platform;
  const open = registerIds.filter((id) => live.size(registerRoom(id)) > 0);
  if (open.length === 0) return;
  const records = await present(platform, open);
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
export async function peopleAt(
  platform: Platform,
  registerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const people = new Map<string, string[]>();
  for (const { registerId, name } of await present(platform, registerIds))
    people.set(registerId, [...new Set([...(people.get(registerId) ?? []), name])]);
  return people;
}

function present(platform: Platform, registerIds: readonly string[]): Promise<PresenceRecord[]> {
  return PresenceModel.find({
    registerId: { $in: registerIds },
    server: { $in: serversOf(platform).living },
  })
    .limit(5_000)
    .lean<PresenceRecord[]>();
}

/** Arrivals and leavings at once: the id of what was deleted still says whose register it was. */
export const presenceSubscriber: Subscriber = {
  collections: ['presence'],
  async handle(change, platform) {
    if (change.operationType !== 'insert' && change.operationType !== 'delete') return;
    const [, registerId = ''] = String(change.documentKey._id).split(':');
    await emitPresence(platform, [registerId]);
  },
};
