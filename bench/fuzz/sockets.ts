import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { junk } from './junk';
import { everybody, type Who } from './people';
import type { World } from './world';

const answered = ['watch', 'register:subscribe'];
const unanswered = ['unwatch', 'register:leave', 'message', 'error', '__proto__', 'x'.repeat(5_000)];
const places = ['class', 'summary', 'school', 'setup', 'people', 'office', 'district', 'schools', 'site'];
const topics = [...places, 'pupil', 'year', 'import', 'notices', 'outbox', 'me'];
/** Packets that engine.io or socket.io cannot read; the connection may end by them, the process may not. */
const frames = [
  ...['42[', '2', '4', '451-["watch",{"_placeholder":true,"num":0}]', '42["watch",{"topics":{}}]', '49'],
  ...[
    '40{"a":1}',
    '42/other,["watch"]',
    'b4AAAA',
    '\u0000',
    '42["connection"]',
    '4299999999999999["watch",{}]',
  ],
];
const answerMs = 20_000;

interface SocketFindings {
  sent: number;
  faults: string[];
}

/** Garbage on a live connection of every role, and the rooms of another district. */
export async function fuzzSockets(
  world: World,
  server: URL,
  seed: number,
  each: number,
): Promise<SocketFindings> {
  const found: SocketFindings = { sent: 0, faults: [] };
  const people = everybody.filter(({ code }) => code !== null);
  await Promise.all(
    people.map(async (who, n) => {
      try {
        await fuzzOne(who, world, server, { seed: seed + n, each, found });
      } catch (error) {
        found.faults.push(`${who.name}: ${String(error)}`);
      }
    }),
  );
  return found;
}

interface Turn {
  seed: number;
  each: number;
  found: SocketFindings;
}

async function fuzzOne(who: Who, world: World, server: URL, { seed, each, found }: Turn): Promise<void> {
  const open = () => opened(who, world, server, found);
  let socket = await open();
  for (const { event, value } of fc.sample(requests, { numRuns: each, seed })) {
    // to be let go of is an answer, too
    if (!socket.connected) socket = await open();
    found.sent += 1;
    if (!answered.includes(event)) socket.emit(event, value);
    else await replyTo(socket, event, value, who, world, found);
  }
  socket.disconnect();
  const frame = frames[seed % frames.length];
  const broken = await open();
  if (frame !== undefined) broken.io.engine.write(frame);
  await sleep(20);
  broken.disconnect();
  await foreignRooms(await open(), who, world, found);
}

const requests = fc.record({ event: fc.constantFrom(...answered, ...answered, ...unanswered), value: junk });

async function replyTo(
  socket: Socket,
  event: string,
  value: unknown,
  who: Who,
  world: World,
  found: SocketFindings,
): Promise<unknown> {
  try {
    const reply: unknown = await socket.timeout(answerMs).emitWithAck(event, value);
    look(JSON.stringify(reply), who, world, found);
    return reply;
  } catch {
    if (socket.connected) found.faults.push(`${who.name}: ${event} was not answered`);
    return null;
  }
}

async function foreignRooms(socket: Socket, who: Who, world: World, found: SocketFindings): Promise<void> {
  const foreign = world.ids.strangers(who);
  for (const topic of topics) {
    const asked = foreign.map((id) => `${topic}:${id}`).slice(0, 200);
    found.sent += 1;
    const reply = await replyTo(socket, 'watch', { topics: asked }, who, world, found);
    for (const joined of (reply as { joined?: string[] } | null)?.joined ?? [])
      found.faults.push(`${who.name} was let into ${joined} of another district`);
  }
  socket.disconnect();
}

function look(text: string | undefined, who: Who, world: World, found: SocketFindings): void {
  for (const { owner } of world.marks.foreignIn(text ?? '', who, '')) {
    const whose = owner === null ? 'another world' : `${owner.kind} of ${owner.school ?? owner.district}`;
    found.faults.push(`${who.name} was sent ${whose}`);
  }
}

function opened(who: Who, world: World, server: URL, found: SocketFindings): Promise<Socket> {
  const socket = io(server.href, {
    transports: ['websocket'],
    extraHeaders: world.credentials(who, '/socket.io/'),
    reconnection: false,
    forceNew: true,
    timeout: answerMs,
  });
  socket.onAny((_event, ...given: unknown[]) => look(JSON.stringify(given), who, world, found));
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
