import type { ChangeStream, ChangeStreamDocument, ResumeToken, Timestamp } from 'mongodb';
import mongoose from 'mongoose';
import type { Log } from '../observability/log';
import { timeOf } from './position';

/** Resume tokens the server will never take again: invalid, fatal, and history that is gone. */
const unresumable = [260, 280, 286];

/** Where a stream begins: after what it has told already, or at a moment. */
export type StreamStart = { resumeAfter: ResumeToken } | { startAtOperationTime: Timestamp };

/** How often the server says where a stream stands while nothing changes, ms: readers who heard of a change elsewhere wait for it. */
export const sayEveryMs = 200;

interface Handlers {
  /** the next change waits for what this answers */
  change(change: ChangeStreamDocument): void | Promise<void>;
  /** every change up to this cluster time has been handed over; said again and again while nothing changes, too */
  reached(time: bigint): void;
  /** something may have been missed before `time`; `reached` waits for what this answers */
  lost(time: bigint): void | Promise<void>;
}

/**
 * Follows a change stream for as long as the process lives: resumes after errors and elections where it stopped. When
 * that cannot be it starts anew. After any interruption it says so once it follows again, because something may have been missed.
 */
export function tail(
  open: (from: StreamStart) => ChangeStream,
  handlers: Handlers,
  log: Log,
): {
  /** the cluster time after which it hears of everything */
  ready: Promise<bigint>;
  stop: () => Promise<void>;
} {
  const state = {
    stream: null as ChangeStream | null,
    from: null as StreamStart | null,
    stopped: false,
    interrupted: false,
  };
  let opened: (after: bigint) => void = () => undefined;
  const isStopped = (): boolean => state.stopped;
  const ready = new Promise<bigint>((resolve) => (opened = resolve));

  const follow = async (): Promise<void> => {
    // from a known moment on, so that nothing written after `ready` is missed, however long the server takes to answer
    state.from ??= { startAtOperationTime: await momentAfterNow() };
    const stream = open(state.from);
    // what is written at that very moment may still come
    let future = 'startAtOperationTime' in state.from ? state.from.startAtOperationTime.toBigInt() : null;
    state.stream = stream;
    if (future !== null) opened(future - 1n);
    // a closed stream answers at once that there is nothing, again and again
    while (!stream.closed) {
      const change = await stream.tryNext();
      const { resumeToken } = stream;
      const time = timeOf(resumeToken);
      if (state.interrupted) await handlers.lost(time ?? 0n);
      state.interrupted = false;
      if (change?.operationType === 'invalidate') {
        // the collection was dropped or restored over: there is nothing to go on from
        state.from = null;
        return;
      }
      if (change !== null) {
        future = null;
        await handlers.change(change);
      }
      // also while nothing changes, or a stream that was quiet for long would be behind all history there is
      if (time !== null) state.from = { resumeAfter: resumeToken };
      // after a change its token says nothing of others of the same transaction
      if (change === null && time !== null) handlers.reached(time === future ? time - 1n : time);
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
