import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { topicKinds } from '../app';
import { actors, kinds, type Actor, type Relation } from './grants';
import { eventRows, topicRows } from './rows/topics.rows';
import type { World } from './world';

interface SocketCell {
  name: string;
  actor: Actor;
  relation: Relation;
  expected: boolean;
  /** whether the actor is let in */
  enter: () => Promise<boolean>;
}

export interface Sockets {
  cells: SocketCell[];
  close: () => void;
}

const withinMs = 5_000;

/** A socket for everybody, and each room by each of them. @throws Error naming rooms without a row */
export async function socketCells(url: string, world: World): Promise<Sockets> {
  const known = Object.keys(topicRows);
  const missing = topicKinds.filter((kind) => !known.includes(kind));
  const idle = known.filter((kind) => !topicKinds.includes(kind));
  if (missing.length + idle.length > 0)
    throw new Error(`no row for the rooms: ${missing.join(', ')}; no room for: ${idle.join(', ')}`);
  const sockets = new Map<Actor, Socket>();
  for (const actor of actors) sockets.set(actor, await connected(url, world.actors[actor].browser.cookie));
  const rooms = Object.entries(topicRows).flatMap(([kind, rows]) =>
    rows.map((row) => ({
      name: `room ${kind}`,
      row,
      enter: (socket: Socket, id: string) => watch(socket, `${kind}:${id}`),
    })),
  );
  const events = Object.entries(eventRows).flatMap(([name, row]) =>
    typeof row === 'string' ? [] : [{ name: `event ${name}`, row, enter: subscribe }],
  );
  const cells = [...rooms, ...events].flatMap(({ name, row, enter }) =>
    actors.flatMap((actor) =>
      kinds[row.about].map((relation): SocketCell => {
        const socket = sockets.get(actor);
        const id = row.id(world.things[relation]);
        return {
          ...{ name, actor, relation, expected: row.may[actor]?.includes(relation) ?? false },
          enter: async () => socket?.connected === true && (await enter(socket, id)),
        };
      }),
    ),
  );
  return {
    cells,
    close: () => {
      for (const socket of sockets.values()) socket.disconnect();
    },
  };
}

/** A socket of nobody comes back refused. */
function connected(url: string, cookie: string): Promise<Socket> {
  const socket = io(url, {
    ...{ transports: ['websocket'], extraHeaders: { cookie }, reconnection: false, forceNew: true },
  });
  return new Promise((resolve) => {
    for (const event of ['connect', 'connect_error']) socket.once(event, () => resolve(socket));
  });
}

async function watch(socket: Socket, topic: string): Promise<boolean> {
  const answer = (await socket.timeout(withinMs).emitWithAck('watch', { topics: [topic] })) as {
    joined: string[];
  };
  return answer.joined.includes(topic);
}

async function subscribe(socket: Socket, id: string): Promise<boolean> {
  const request = { id, epoch: 0, since: 0, clientId: randomUUID() };
  return ((await socket.timeout(withinMs).emitWithAck('register:subscribe', request)) as { ok: boolean }).ok;
}
