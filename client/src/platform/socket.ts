import type { AttendanceClientEvents, AttendanceServerEvents } from '@quad/shared/attendance';
import { Interests, type PlatformClientEvents, type PlatformServerEvents } from '@quad/shared/platform';
import { io, type Socket } from 'socket.io-client';
import { after } from './after';
import { refreshSession } from './refresh';
import { createStore } from './store';
import { joinTabs, leading, leaveTabs, onTabs, tabName, tellTabs } from './tabs';

type ServerEvents = PlatformServerEvents & AttendanceServerEvents;
type ClientEvents = PlatformClientEvents & AttendanceClientEvents;

const topicsPerRequest = 200;
const ackMs = 5_000;

/** One a device: the tab that leads holds it and passes on what the server says. */
const socket: Socket<ServerEvents, ClientEvents> = io({
  transports: ['websocket'],
  autoConnect: false,
  reconnectionDelayMax: 3_000,
});

/** Whether this device is connected, through whichever tab. */
export const connected = createStore(false);

type LinkEvents = ServerEvents & { connect: () => void; disconnect: () => void };
type Listener = (...said: unknown[]) => void;
const listeners = new Map<string, Set<Listener>>();

/** What the server says, heard in every tab. */
export const link = {
  on<E extends keyof LinkEvents>(event: E, listener: LinkEvents[E]): void {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener as Listener));
  },
  off<E extends keyof LinkEvents>(event: E, listener: LinkEvents[E]): void {
    listeners.get(event)?.delete(listener as Listener);
  },
};

function dispatch(event: string, said: readonly unknown[]): void {
  for (const listener of listeners.get(event) ?? []) listener(...said);
}

const watched = new Map<string, number>();
const interests = new Interests(
  tabName,
  {
    post: (wanted) => tellTabs('wants', wanted),
    after,
  },
  () => attend(),
);
const joined = new Set<string>();
let comeBack: ReturnType<typeof setTimeout> | undefined;
let wanted = false;

export function openSocket(personId: string): void {
  joinTabs(personId);
  wanted = true;
  if (leading.get()) socket.connect();
  else interests.ask();
}

export function closeSocket(): void {
  wanted = false;
  clearTimeout(comeBack);
  watched.clear();
  interests.want([]);
  leaveTabs();
  socket.disconnect();
}

/** Drops a connection that has fallen silent and makes a new one. */
export function reconnectSocket(): void {
  if (!wanted || !socket.connected) return;
  socket.disconnect().connect();
}

/** Asks the server over this tab's own socket; rejects in a tab that has none, and when no answer comes in 5 s. */
export function ask(
  event: 'register:subscribe',
  request: Parameters<ClientEvents[typeof event]>[0],
): Promise<unknown> {
  if (!socket.connected) return Promise.reject(new Error('not connected'));
  return socket.timeout(ackMs).emitWithAck(event, request);
}

export function tell(event: 'register:leave', request: Parameters<ClientEvents[typeof event]>[0]): void {
  if (socket.connected) socket.emit(event, request);
}

/** Joins rooms for as long as somebody needs them, over every reconnect. The answer leaves them. */
export function watch(topics: readonly string[]): () => void {
  for (const topic of topics) watched.set(topic, (watched.get(topic) ?? 0) + 1);
  wantWatched();
  return () => {
    for (const topic of topics) {
      const others = (watched.get(topic) ?? 1) - 1;
      if (others > 0) watched.set(topic, others);
      else watched.delete(topic);
    }
    wantWatched();
  };
}

function wantWatched(): void {
  interests.want([...watched.keys()]);
  attend();
}

/** Whoever leads is in the rooms that some tab wants, and in no other. */
function attend(): void {
  if (!socket.connected) return;
  const all = interests.all;
  const fresh = [...all].filter((topic) => !joined.has(topic));
  const left = [...joined].filter((topic) => !all.has(topic));
  for (const topic of fresh) joined.add(topic);
  for (const topic of left) joined.delete(topic);
  for (const topics of inParts(fresh)) socket.emit('watch', { topics }, () => undefined);
  for (const topics of inParts(left)) socket.emit('unwatch', { topics });
}

function inParts(topics: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < topics.length; from += topicsPerRequest)
    parts.push(topics.slice(from, from + topicsPerRequest));
  return parts;
}

function connectIn(ms: number): void {
  clearTimeout(comeBack);
  comeBack = setTimeout(() => wanted && leading.get() && socket.connect(), ms);
}

function isConnected(now: boolean): void {
  connected.set(now);
  dispatch(now ? 'connect' : 'disconnect', []);
}

leading.subscribe(() => {
  if (!wanted) return;
  if (leading.get()) {
    interests.ask();
    socket.connect();
    return;
  }
  socket.disconnect();
  // whoever took over tells whether it is connected
  interests.ask();
});

onTabs('link', (now) => {
  if (!leading.get() && now !== connected.get()) isConnected(now);
});
onTabs('server', ({ event, said }) => {
  if (!leading.get()) dispatch(event, said);
});
onTabs('wants', (theirs) => {
  interests.heard(theirs);
  // a tab that has just come asks; it hears of the connection, too
  if (leading.get() && theirs.asks) tellTabs('link', connected.get());
});

socket.onAny((event: string, ...said: unknown[]) => {
  tellTabs('server', { event, said });
  dispatch(event, said);
});

socket.on('connect', () => {
  joined.clear();
  isConnected(true);
  tellTabs('link', true);
  attend();
});

socket.on('disconnect', (reason) => {
  isConnected(false);
  // where another tab leads by now, it tells the others itself
  if (leading.get()) tellTabs('link', false);
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
