import type { ChangeStream, ChangeStreamDocument, ResumeToken, Timestamp } from 'mongodb';
import mongoose from 'mongoose';
import type { Log } from '../observability/log';

/** Resume tokens the server will never take again: invalid, fatal, and history that is gone. */
const unresumable = [260, 280, 286];

/** Where a stream begins: after what it has told already, or at a moment. */
export type StreamStart = { resumeAfter: ResumeToken } | { startAtOperationTime: Timestamp };

/**
 * Follows a change stream for as long as the process lives: resumes after errors and elections where it stopped. When
 * that cannot be it starts anew. After any interruption it says so once it follows again, because something may have been missed.
 */
export function tail(
  open: (from: StreamStart) => ChangeStream,
  handlers: {
    /** the next change waits for what this answers */
    change(change: ChangeStreamDocument): void | Promise<void>;
    lost(): void;
  },
  log: Log,
): { ready: Promise<void>; stop: () => Promise<void> } {
  const state = {
    stream: null as ChangeStream | null,
    from: null as StreamStart | null,
    stopped: false,
    interrupted: false,
  };
  let opened: () => void = () => undefined;
  const isStopped = (): boolean => state.stopped;
  const ready = new Promise<void>((resolve) => (opened = resolve));

  const follow = async (): Promise<void> => {
    // from a known moment on, so that nothing written after `ready` is missed, however long the server takes to answer
    state.from ??= { startAtOperationTime: await momentAfterNow() };
    const stream = open(state.from);
    state.stream = stream;
    opened();
    let change: ChangeStreamDocument | null = state.interrupted
      ? await stream.tryNext()
      : await stream.next();
    if (state.interrupted) handlers.lost();
    state.interrupted = false;
    for (;;) {
      if (change?.operationType === 'invalidate') {
        // the collection was dropped or restored over: there is nothing to go on from
        state.from = null;
        return;
      }
      if (change !== null) await handlers.change(change);
      state.from = { resumeAfter: stream.resumeToken };
      change = await stream.next();
    }
  };
  const run = async (): Promise<void> => {
    for (let pause = 100; !isStopped(); pause = Math.min(pause * 2, 2_000)) {
      const started = performance.now();
      const error: unknown = await follow().catch((reason: unknown) => reason);
      if (isStopped()) return;
      log.warn({ err: error }, 'change stream interrupted');
      state.interrupted = true;
      if (isUnresumable(error)) state.from = null;
      if (performance.now() - started > 10_000) pause = 100;
      await state.stream
        ?.close()
        .catch((reason: unknown) => log.debug({ err: reason }, 'closing a broken stream'));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  const running = run();
  return {
    ready,
    stop: async () => {
      state.stopped = true;
      await state.stream?.close();
      await running;
    },
  };
}

/** Before whatever is written next, and after whatever has been. */
async function momentAfterNow(): Promise<Timestamp> {
  const session = await mongoose.connection.startSession();
  try {
    await mongoose.connection.db?.command({ ping: 1 }, { session });
    if (session.operationTime === undefined) throw new Error('a replica set tells its time; is this one?');
    return new mongoose.mongo.Timestamp(session.operationTime.toBigInt() + 1n);
  } finally {
    await session.endSession();
  }
}

function isUnresumable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return unresumable.some((code) => code === error.code);
}
