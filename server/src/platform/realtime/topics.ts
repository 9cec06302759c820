import { watchTopics } from '@quad/shared/platform';
import type { Context } from '../http/context';
import { Failure } from '../http/failure';
import type { Module } from '../module';
import type { LiveSocket } from './live-server';

/** Lets a socket into the rooms its person may see, and answers which these were. */
export function serveTopics(
  socket: LiveSocket,
  modules: readonly Module[],
  contextOf: () => Promise<Context>,
  onError: (error: unknown) => void,
): void {
  const doors = Object.assign({}, ...modules.map((module) => module.topics ?? {})) as NonNullable<
    Module['topics']
  >;
  socket.on('watch', (request, answer) => {
    const parsed = watchTopics.safeParse(request);
    if (!parsed.success) return answer({ joined: [] });
    const join = async (): Promise<void> => {
      const ctx = await contextOf();
      const joined: string[] = [];
      for (const topic of parsed.data.topics) {
        const [kind = '', id = ''] = topic.split(':');
        if (await mayEnter(doors[kind], ctx, id)) joined.push(topic);
      }
      await socket.join(joined);
      answer({ joined });
    };
    join().catch(onError);
  });
  socket.on('unwatch', (request) => {
    const parsed = watchTopics.safeParse(request);
    for (const topic of parsed.success ? parsed.data.topics : []) void socket.leave(topic);
  });
}

async function mayEnter(
  door: NonNullable<Module['topics']>[string] | undefined,
  ctx: Context,
  id: string,
): Promise<boolean> {
  try {
    return (await door?.(ctx, id)) ?? false;
  } catch (error) {
    // what is not theirs to see is not there
    if (error instanceof Failure) return false;
    throw error;
  }
}
