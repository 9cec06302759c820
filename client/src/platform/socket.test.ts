import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer, fakeApi, refuse } from '../test-support/fake-api';
import { closeSocket, connected, openSocket, watch } from './socket';

type Listener = (...said: unknown[]) => void;
const wire = vi.hoisted(() => ({
  listeners: new Map<string, Listener>(),
  sent: [] as [string, unknown][],
  opened: 0,
  socket: { connected: false },
}));
const me = 'a'.repeat(24);

vi.mock('socket.io-client', () => {
  const fake = {
    connected: false,
    active: false,
    on: (event: string, listener: Listener) => wire.listeners.set(event, listener),
    onAny: () => undefined,
    emit: (event: string, request: { topics: string[] }) => wire.sent.push([event, request.topics]),
    connect: () => {
      wire.opened += 1;
      return fake;
    },
    disconnect: () => {
      fake.connected = false;
      return fake;
    },
  };
  wire.socket = fake;
  return { io: () => fake };
});

const says = (event: string, ...said: unknown[]): void => wire.listeners.get(event)?.(...said);

/** The wire comes up: the client library sets `connected` before it says so. */
function comesUp(): void {
  wire.socket.connected = true;
  says('connect');
}

beforeEach(() => {
  vi.useFakeTimers();
  wire.sent.length = 0;
  wire.opened = 0;
});
afterEach(() => {
  closeSocket();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('rooms are joined once for all who need them, again after a reconnect, and left with the last', () => {
  openSocket(me);
  const leaveFirst = watch(['class:1', 'class:2']);
  comesUp();
  expect(connected.get()).toBe(true);
  const leaveSecond = watch(['class:2']);
  says('disconnect', 'transport close');
  expect(connected.get()).toBe(false);
  comesUp();
  leaveFirst();
  leaveSecond();
  expect(wire.sent).toEqual([
    ['watch', ['class:1', 'class:2']],
    ['watch', ['class:1', 'class:2']],
    ['unwatch', ['class:1']],
    ['unwatch', ['class:2']],
  ]);
});

test('a server that says goodbye is left, and another tried after the time it named', () => {
  openSocket(me);
  says('bye', { reconnectInMs: 3_000 });
  vi.advanceTimersByTime(2_999);
  expect(wire.opened).toBe(1);
  vi.advanceTimersByTime(1);
  expect(wire.opened).toBe(2);
});

test('a socket refused as signed out renews the session and comes back', async () => {
  fakeApi({ 'POST /session/refresh': () => answer({ ok: true }) });
  openSocket(me);
  says('connect_error', new Error('signed_out'));
  await vi.advanceTimersByTimeAsync(10);
  expect(wire.opened).toBe(2);
});

test('when the session is over the socket stays away', async () => {
  fakeApi({ 'POST /session/refresh': () => refuse(401, 'signed_out') });
  openSocket(me);
  says('connect_error', new Error('signed_out'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(wire.opened).toBe(1);
});

test('nobody comes back after signing out', () => {
  openSocket(me);
  says('bye', { reconnectInMs: 1_000 });
  closeSocket();
  vi.advanceTimersByTime(60_000);
  expect(wire.opened).toBe(1);
});
