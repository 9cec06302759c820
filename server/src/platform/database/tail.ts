import type { ChangeStream, ChangeStreamDocument, ResumeToken } from 'mongodb';
import type { Log } from '../observability/log';

const historyLost = 286;

/**
 * Follows a change stream for as long as the process lives: resumes after errors and elections where it stopped. When the
 * history it would resume from is gone it starts anew and says so, because then something may have been missed.
 */
export function tail(
  open: (resumeAfter: ResumeToken | undefined) => ChangeStream,
  handlers: { change(change: ChangeStreamDocument): void; lost(): void },
  log: Log,
): { ready: Promise<void>; stop(): Promise<void> } {
  let stream: ChangeStream | null = null;
  let token: ResumeToken | undefined;
  let stopped = false;
  let opened: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (opened = resolve));

  const run = async (): Promise<void> => {
    for (let pause = 100; !stopped; pause = Math.min(pause * 2, 2_000)) {
      try {
        stream = open(token);
        // a stream exists on the server only after its first answer; what is written before that would be missed
        let change = await stream.tryNext();
        opened();
        pause = 100;
        while (!stopped) {
          if (change !== null) handlers.change(change as ChangeStreamDocument);
          token = stream.resumeToken;
          change = (await stream.next()) as ChangeStreamDocument | null;
        }
      } catch (error) {
        if (stopped) return;
        log.warn({ err: error }, 'change stream interrupted');
        if (isHistoryLost(error)) token = undefined;
        handlers.lost();
        await stream?.close().catch((e: unknown) => log.debug({ err: e }, 'closing a broken stream'));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };
  const running = run();
  return {
    ready,
    stop: async () => {
      stopped = true;
      await stream?.close();
      await running;
    },
  };
}

function isHistoryLost(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === historyLost;
}
