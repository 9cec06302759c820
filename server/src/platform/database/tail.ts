import type { ChangeStream, ChangeStreamDocument, ResumeToken } from 'mongodb';
import type { Log } from '../observability/log';

const historyLost = 286;

/**
 * Follows a change stream for as long as the process lives: resumes after errors and elections where it stopped. When the
 * history it would resume from is gone it starts anew and says so, because then something may have been missed.
 */
export function tail(
  open: (resumeAfter: ResumeToken) => ChangeStream,
  handlers: { change(change: ChangeStreamDocument): void; lost(): void },
  log: Log,
): { ready: Promise<void>; stop: () => Promise<void> } {
  const state = { stream: null as ChangeStream | null, token: undefined as ResumeToken, stopped: false };
  let opened: () => void = () => undefined;
  const isStopped = (): boolean => state.stopped;
  const ready = new Promise<void>((resolve) => (opened = resolve));

  const follow = async (): Promise<void> => {
    const stream = open(state.token);
    state.stream = stream;
    // a stream exists on the server only after its first answer; what is written before that would be missed
    let change: ChangeStreamDocument | null = await stream.tryNext();
    opened();
    for (;;) {
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
      if (isHistoryLost(error)) state.token = undefined;
      if (performance.now() - started > 10_000) pause = 100;
      await state.stream
        ?.close()
        .catch((reason: unknown) => log.debug({ err: reason }, 'closing a broken stream'));
      await new Promise((resolve) => setTimeout(resolve, pause));
      handlers.lost();
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

function isHistoryLost(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === historyLost;
}
