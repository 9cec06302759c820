import type { ChangeStream, ChangeStreamDocument, ResumeToken } from 'mongodb';
import type { Log } from '../observability/log';

/** Resume tokens the server will never take again: invalid, fatal, and history that is gone. */
const unresumable = [260, 280, 286];

/**
 * Follows a change stream for as long as the process lives: resumes after errors and elections where it stopped. When
 * that cannot be it starts anew. After any interruption it says so once it follows again, because something may have been missed.
 */
export function tail(
  open: (resumeAfter: ResumeToken) => ChangeStream,
  handlers: { change(change: ChangeStreamDocument): void; lost(): void },
  log: Log,
): { ready: Promise<void>; stop: () => Promise<void> } {
  const state = {
    stream: null as ChangeStream | null,
    token: undefined as ResumeToken,
    stopped: false,
    interrupted: false,
  };
  let opened: () => void = () => undefined;
  const isStopped = (): boolean => state.stopped;
  const ready = new Promise<void>((resolve) => (opened = resolve));

  const follow = async (): Promise<void> => {
    const stream = open(state.token);
    state.stream = stream;
    // a stream exists on the server only after its first answer; what is written before that would be missed
    let change: ChangeStreamDocument | null = await stream.tryNext();
    opened();
    if (state.interrupted) handlers.lost();
    state.interrupted = false;
    for (;;) {
      if (change?.operationType === 'invalidate') {
        // the collection was dropped or restored over: there is nothing to go on from
        state.token = undefined;
        return;
      }
      if (change !== null) handlers.change(change);
      state.token = stream.resumeToken;
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
      if (isUnresumable(error)) state.token = undefined;
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

function isUnresumable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return unresumable.some((code) => code === error.code);
}
