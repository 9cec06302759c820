import type { AttendanceClientEvents, AttendanceServerEvents } from '@quad/shared/attendance';
import type { PlatformClientEvents, PlatformServerEvents, Stale } from '@quad/shared/platform';
import { io, type Socket } from 'socket.io-client';
import { refreshSession } from './refresh';
import { createStore } from './store';

type ServerEvents = PlatformServerEvents & AttendanceServerEvents;
type ClientEvents = PlatformClientEvents & AttendanceClientEvents;
export type LiveSocket = Socket<ServerEvents, ClientEvents>;

const topicsPerRequest = 200;

export const socket: LiveSocket = io({
  transports: ['websocket'],
  autoConnect: false,
  reconnectionDelayMax: 8_000,
});
export const connected = createStore(false);

const watched = new Map<string, number>();
let comeBack: ReturnType<typeof setTimeout> | undefined;
let wanted = false;

export function openSocket(): void {
  wanted = true;
  socket.connect();
}

export function closeSocket(): void {
  wanted = false;
  clearTimeout(comeBack);
  watched.clear();
  socket.disconnect();
}

/** Drops a connection that has fallen silent and makes a new one. */
export function reconnectSocket(): void {
  if (!wanted || !socket.connected) return;
  socket.disconnect().connect();
}

/** Joins rooms for as long as somebody needs them, over every reconnect. The answer leaves them. */
export function watch(topics: readonly string[]): () => void {
  const fresh = topics.filter((topic) => !watched.has(topic));
  for (const topic of topics) watched.set(topic, (watched.get(topic) ?? 0) + 1);
  join(fresh);
  return () => {
    const left = topics.filter((topic) => {
      const others = (watched.get(topic) ?? 1) - 1;
      if (others > 0) watched.set(topic, others);
      else watched.delete(topic);
      return others === 0;
    });
    if (socket.connected && left.length > 0) socket.emit('unwatch', { topics: left });
  };
}

/** Milliseconds to wait before reading again: a full room spreads its questions over up to ten seconds. */
export function staleDelay({ room }: Pick<Stale, 'room'>, random: number): number {
  return Math.round(50 + random * Math.min(10_000, room * 10));
}

function join(topics: readonly string[]): void {
  if (!socket.connected) return;
  for (let from = 0; from < topics.length; from += topicsPerRequest) {
    socket.emit('watch', { topics: topics.slice(from, from + topicsPerRequest) }, () => undefined);
  }
}

function connectIn(ms: number): void {
  clearTimeout(comeBack);
  comeBack = setTimeout(() => wanted && socket.connect(), ms);
}

socket.on('connect', () => {
  connected.set(true);
  join([...watched.keys()]);
});

socket.on('disconnect', (reason) => {
  connected.set(false);
  // after the server's own goodbye socket.io does not come back by itself
  if (reason === 'io server disconnect') connectIn(500);
});

socket.on('connect_error', (error) => {
  if (error.message !== 'signed_out') {
    if (!socket.active) connectIn(4_000);
    return;
  }
  refreshSession().then(
    (renewed) => renewed && connectIn(0),
    () => connectIn(4_000),
  );
});

socket.on('bye', ({ reconnectInMs }) => {
  socket.disconnect();
  connectIn(reconnectInMs);
});
