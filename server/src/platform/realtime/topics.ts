import { watchTopics } from '@quad/shared/platform';
import type { Context } from '../http/context';
import { Failure } from '../http/failure';
import type { Module } from '../module';
import type { Platform } from '../platform';
import type { LiveSocket } from './live-server';
import { serve } from './serve';
import { staleHints } from './stale';

/** No screen, nor all of a person's tabs together, looks at so much. */
const mostRooms = 1_000;

type Door = NonNullable<Module['topics']>[string];

/** Lets a socket into the rooms its person may see, and answers which these were. */
export function serveTopics(
  socket: LiveSocket,
  modules: readonly Module[],
  contextOf: () => Promise<Context>,
  platform: Platform,
): void {
  const { log } = platform;
  const doors = new Map<string, Door>(modules.flatMap((module) => Object.entries(module.topics ?? {})));
  const watch = async (topics: readonly string[]): Promise<{ joined: string[] }> => {
    if (socket.rooms.size + topics.length > mostRooms) throw new Failure('invalid_request');
    const ctx = await contextOf();
    const joined: string[] = [];
    for (const topic of topics) {
      const [kind = '', id = ''] = topic.split(':');
      if (await mayEnter(doors.get(kind), ctx, id)) joined.push(topic);
    }
    await socket.join(joined);
    for (const topic of joined) {
      const stale = staleHints(platform).missed(topic);
      if (stale !== null) socket.emit('stale', stale);
    }
    return { joined };
  };
  const unwatch = async (topics: readonly string[]): Promise<void> => {
    for (const topic of topics) await socket.leave(topic);
  };
  serve(
    socket,
    'watch',
    watchTopics,
    ({ topics }) => watch(topics),
    () => ({ joined: [] }),
    log,
  );
  serve(
    socket,
    'unwatch',
    watchTopics,
    ({ topics }) => unwatch(topics),
    () => undefined,
    log,
  );
}

async function mayEnter(door: Door | undefined, ctx: Context, id: string): Promise<boolean> {
  try {
    return (await door?.(ctx, id)) ?? false;
  } catch (error) {
    // what is not theirs to see is not there
    if (error instanceof Failure) return false;
    throw error;
  }
}
