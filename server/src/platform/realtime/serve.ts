import type { ErrorCode } from '@quad/shared/platform';
import type { z } from 'zod';
import { Failure } from '../http/failure';
import { isDatabaseAway } from '../database/failures';
import type { Log } from '../observability/log';
import type { LiveSocket } from './live-server';

/** More than this many requests waiting on one socket is no screen but a flood. */
const patience = 100;
const waiting = new WeakMap<LiveSocket, { count: number; last: Promise<void> }>();

/**
 * Takes one kind of request from a socket: refuses what does not fit its schema, serves one at a time and in order, and
 * answers failures by code. What a client sends, or forgets to send, never throws into the process.
 */
export function serve<S extends z.ZodType, A>(
  socket: LiveSocket,
  event: string,
  schema: S,
  handle: (request: z.output<S>) => Promise<A>,
  refused: (code: ErrorCode) => A,
  log: Log,
): void {
  const work = async (request: unknown, answer: unknown): Promise<void> => {
    const reply = typeof answer === 'function' ? (answer as (value: A) => void) : () => undefined;
    const parsed = schema.safeParse(request);
    if (!parsed.success) {
      reply(refused('invalid_request'));
      return;
    }
    try {
      reply(await handle(parsed.data));
    } catch (error) {
      if (!(error instanceof Failure)) log.warn({ err: error, event }, 'socket request failed');
      reply(refused(codeOf(error)));
    }
  };
  // socket.io types its events by name; here the name is one of many and the request is checked by its schema
  (socket as unknown as { on(name: string, listener: (...args: unknown[]) => void): void }).on(
    event,
    (request, answer) => {
      const queue = waiting.get(socket) ?? { count: 0, last: Promise.resolve() };
      waiting.set(socket, queue);
      queue.count += 1;
      if (queue.count > patience) return socket.disconnect(true);
      queue.last = queue.last
        .then(() => (socket.connected ? work(request, answer) : undefined))
        .catch((error: unknown) => log.error({ err: error, event }, 'socket request broke'))
        .finally(() => (queue.count -= 1));
    },
  );
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof Failure) return error.code;
  return isDatabaseAway(error) ? 'unavailable' : 'internal';
}
