import {
  leaveRegister,
  subscribeRegister,
  type OwnMark,
  type RegisterHead,
  type SubscribeAnswer,
  type SubscribeRegister,
} from '@quad/shared/attendance';
import type { ChangeStreamDocument } from 'mongodb';
import type { Context } from '../../platform/http/context';
import type { Platform } from '../../platform/platform';
import type { LiveSocket } from '../../platform/realtime/live-server';
import { versionOf } from '../../platform/database/position';
import { serve } from '../../platform/realtime/serve';
import { staleHints } from '../../platform/realtime/stale';
import { namesOf } from '../identity';
import { classNameOf, loadTimetable } from '../schools';
import { peopleIn, readable, syncRegister } from './catch-up';
import { joinedThenRead, presentEntry } from './lacking';
import { arrive, leave } from './presence';
import { RegisterModel, type LoggedEntry, type RegisterRecord } from './register.model';
import { openRegisters, registerOf, registerRoom } from './register-rooms';
import type { DirtyDays } from './summaries/summaries';
import { readChange } from './register-stream';

/** A screen opens a register: allowed first, then into the room, and only then read. */
export function serveRegisters(
  socket: LiveSocket,
  contextOf: () => Promise<Context>,
  platform: Platform,
): void {
  const { log } = platform;
  const refused = (code: string): SubscribeAnswer => ({ ok: false, code });
  const subscribe = async ({ id, epoch, since, clientId }: SubscribeRegister): Promise<SubscribeAnswer> => {
    const ctx = await contextOf();
    await readable(ctx, id);
    const caughtUp = await joinedThenRead(
      () => socket.join(registerRoom(id)),
      () => syncRegister(ctx, id, { epoch, since }),
    );
    await arrive(ctx, { registerId: id, clientId, socketId: socket.id });
    return { ok: true, caughtUp };
  };
  const goneFrom = async (id: string): Promise<void> => {
    await socket.leave(registerRoom(id));
    await leave(socket.id, id);
  };
  serve(socket, 'register:subscribe', subscribeRegister, subscribe, refused, log);
  serve(
    socket,
    'register:leave',
    leaveRegister,
    ({ id }) => goneFrom(id),
    () => undefined,
    log,
  );
  socket.on('disconnecting', () => {
    for (const room of socket.rooms) {
      const id = registerOf(room);
      if (id === null) continue;
      goneFrom(id).catch((error: unknown) => log.warn({ err: error }, 'leaving'));
    }
  });
}

/** A committed change goes to whoever may see it: entries to the open register, a pupil's own mark to the pupil, counts to lists. */
export function createBroadcast(
  platform: Platform,
  dirty: DirtyDays,
): (change: ChangeStreamDocument) => void {
  const { live, log } = platform;
  const hints = staleHints(platform);
  const inOrder = new Chains();
  return (change) => {
    const read = readChange(change);
    if (read === null) return;
    const { registerId, entries, counts } = read;
    if (counts !== undefined) live.to(`class:${counts.classId}`).emit('register:counts', counts);
    const [first] = entries;
    if (first === undefined) return;
    if (change.operationType !== 'insert') dirty.note(first.schoolId, first.date);
    if (change.clusterTime !== undefined) {
      const version = versionOf(change.clusterTime);
      hints.hint(`school:${first.schoolId}`, version);
      hints.hint(`district:${first.districtId}`, version);
      hints.hint(`summary:${first.classId}`, version);
    }
    inOrder
      .add(registerId, () =>
        Promise.all([tellRegister(platform, registerId, entries), tellPupils(platform, registerId, entries)]),
      )
      .catch((error: unknown) => log.warn({ err: error }, 'broadcast failed; heads will repair it'));
  };
}

/** Names are looked up before an entry is told, so without this a later entry of a register could overtake an earlier one. */
class Chains {
  readonly #last = new Map<string, Promise<unknown>>();

  add(name: string, work: () => Promise<unknown>): Promise<unknown> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(name, mine);
    return mine.finally(() => {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    });
  }
}

async function tellRegister(platform: Platform, id: string, entries: readonly LoggedEntry[]): Promise<void> {
  const { live } = platform;
  const room = registerRoom(id);
  const [first] = entries;
  if (live.size(room) === 0 || first === undefined) return;
  const names = await namesOf(peopleIn(entries), first.districtId, platform);
  for (const entry of entries) {
    live.to(room).emit('register:event', { id, epoch: entry.epoch, entry: presentEntry(entry), names });
  }
}

async function tellPupils(
  platform: Platform,
  registerId: string,
  entries: readonly LoggedEntry[],
): Promise<void> {
  for (const entry of entries) {
    const changes = entry.changes.filter(
      (c) => c.out === 'applied' && c.roll === undefined && platform.live.size(`pupil:${c.pupil}`) > 0,
    );
    if (changes.length === 0) continue;
    const [record, timetable] = await Promise.all([
      RegisterModel.findById(registerId, { starts: 1 }).lean<RegisterRecord>(),
      loadTimetable(entry.schoolId, platform),
    ]);
    const className = timetable === null ? '' : classNameOf(timetable, entry.classId);
    for (const { pupil, code, minutes } of changes) {
      const mark: OwnMark = {
        pupil,
        registerId,
        epoch: entry.epoch,
        ver: entry.seq,
        date: entry.date,
        className,
        starts: record?.starts ?? '00:00',
        code: code ?? null,
        ...(minutes === undefined ? {} : { minutes }),
        at: entry.tw,
      };
      platform.live.to(`pupil:${pupil}`).emit('pupil:mark', mark);
    }
  }
}

/** Where every register open on this process stands, read from the database in one query: what a lost emit would hide. */
export async function emitHeads({ live }: Platform, lagMs: number): Promise<void> {
  const ids = openRegisters(live);
  if (ids.length === 0) return;
  const records = await RegisterModel.find({ _id: { $in: ids } }, { epoch: 1, seq: 1, digest: 1 }).lean<
    RegisterRecord[]
  >();
  for (const { _id: id, epoch, seq: head, digest } of records) {
    const message: RegisterHead = { id, epoch, head, digest, lagMs };
    live.to(registerRoom(id)).emit('register:head', message);
  }
}
