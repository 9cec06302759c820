import { leaveRegister, subscribeRegister, type OwnMark, type RegisterHead } from '@quad/shared/attendance';
import type { ChangeStreamDocument } from 'mongodb';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import type { LiveSocket } from '../../platform/realtime/live-server';
import { versionOf } from '../../platform/database/causal-read';
import { StaleHints } from '../../platform/realtime/stale';
import { namesOf } from '../identity';
import { loadTimetable } from '../schools';
import { peopleIn, syncRegister } from './catch-up';
import { arrive, leave } from './presence';
import { RegisterModel, type LoggedEntry, type RegisterRecord } from './register.model';
import { readChange } from './register-stream';

const registerRoom = (id: string): string => `register:${id}`;

/** A screen opens a register: into the room first and only then read, or what is written in between would be missed. */
export function serveRegisters(
  socket: LiveSocket,
  contextOf: () => Promise<Context>,
  platform: Platform,
): void {
  socket.on('register:subscribe', (request, answer) => {
    const parsed = subscribeRegister.safeParse(request);
    if (!parsed.success) return answer({ ok: false, code: 'invalid_request' });
    const { id, epoch, since, clientId } = parsed.data;
    const open = async (): Promise<void> => {
      await socket.join(registerRoom(id));
      const ctx = await contextOf();
      const caughtUp = await syncRegister(ctx, id, { epoch, since });
      await arrive(ctx, { registerId: id, clientId, socketId: socket.id });
      answer({ ok: true, caughtUp });
    };
    open().catch((error: unknown) => {
      void socket.leave(registerRoom(id));
      if (!(error instanceof Failure)) platform.log.warn({ err: error }, 'subscribe failed');
      answer({ ok: false, code: error instanceof Failure ? error.code : 'unavailable' });
    });
  });
  const goneFrom = (id: string): void => {
    leave(socket.id, id).catch((error: unknown) => platform.log.warn({ err: error }, 'leaving a register'));
  };
  socket.on('register:leave', (request) => {
    const parsed = leaveRegister.safeParse(request);
    if (!parsed.success) return;
    void socket.leave(registerRoom(parsed.data.id));
    goneFrom(parsed.data.id);
  });
  socket.on('disconnecting', () => {
    for (const room of socket.rooms)
      if (room.startsWith('register:')) goneFrom(room.slice('register:'.length));
  });
}

/** A committed change goes to whoever may see it: entries to the open register, a pupil's own mark to the pupil, counts to lists. */
export function createBroadcast(platform: Platform): (change: ChangeStreamDocument) => void {
  const { live, log } = platform;
  const hints = new StaleHints(platform);
  // names are looked up, so without a chain a later entry could overtake an earlier one
  let chain = Promise.resolve();
  return (change) => {
    const read = readChange(change);
    if (read === null) return;
    if (read.counts !== undefined)
      live.to(`class:${read.counts.classId}`).emit('register:counts', read.counts);
    chain = chain
      .then(() =>
        Promise.all([
          tellRegister(platform, read.registerId, read.entries),
          tellPupils(platform, read.registerId, read.entries),
          hintBoards(hints, platform, change, read.entries),
        ]),
      )
      .then(
        () => undefined,
        (error: unknown) => log.warn({ err: error }, 'broadcast failed; heads will repair it'),
      );
  };
}

async function tellRegister({ live }: Platform, id: string, entries: readonly LoggedEntry[]): Promise<void> {
  const room = registerRoom(id);
  if (live.size(room) === 0 || entries[0] === undefined) return;
  const record = await RegisterModel.findById(id, { districtId: 1 }).lean<RegisterRecord>();
  const names = record === null ? {} : await namesOf(peopleIn(entries), record.districtId);
  for (const entry of entries) {
    const { schoolId: _s, classId: _c, date: _d, after: _a, ...shown } = entry;
    live.to(room).emit('register:event', { id, epoch: entry.epoch, entry: shown, names });
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
    const className = timetable?.classes.find((c) => c._id === entry.classId)?.name ?? '';
    for (const { pupil, code, minutes } of changes) {
      const mark: OwnMark = {
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

async function hintBoards(
  hints: StaleHints,
  platform: Platform,
  change: ChangeStreamDocument,
  entries: readonly LoggedEntry[],
): Promise<void> {
  const schoolId = entries[0]?.schoolId;
  if (schoolId === undefined || change.clusterTime === undefined) return;
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const version = versionOf(change.clusterTime);
  hints.hint(`school:${schoolId}`, version);
  hints.hint(`district:${timetable.school.districtId}`, version);
}

/** Where every register open on this process stands, read from the database in one query: what a lost emit would hide. */
export async function emitHeads({ live }: Platform): Promise<void> {
  const ids = live.rooms('register:').map((room) => room.slice('register:'.length));
  if (ids.length === 0) return;
  const records = await RegisterModel.find({ _id: { $in: ids } }, { epoch: 1, seq: 1, digest: 1 }).lean<
    RegisterRecord[]
  >();
  for (const { _id: id, epoch, seq: head, digest } of records) {
    const message: RegisterHead = { id, epoch, head, digest };
    live.to(registerRoom(id)).emit('register:head', message);
  }
}
