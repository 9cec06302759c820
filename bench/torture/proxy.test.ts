import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Link } from './proxy';

let echo: Server;
let link: Link;

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  await new Promise<void>((done) => echo.listen(0, '127.0.0.1', done));
  const nameOf = (first: Buffer): string => first.toString().split(' ')[0] ?? '';
  link = await new Link({
    targets: [1, (echo.address() as AddressInfo).port],
    nameOf,
    random: () => 0,
  }).listen();
});
afterEach(async () => {
  await link.close();
  echo.close();
});

/** A connection through the link, and all that has come back over it. */
async function speaker(): Promise<{ socket: Socket; heard: () => string; closed: () => boolean }> {
  const socket = connect(link.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString())).on('error', () => undefined);
  await new Promise<void>((done) => socket.once('connect', done));
  return { socket, heard: () => heard, closed: () => socket.destroyed };
}

it('passes what is said both ways, to the first target that answers', async () => {
  const { socket, heard } = await speaker();
  socket.write('anna hello');
  await expect.poll(heard).toBe('anna hello');
});

it('holds back in silence, and hands over once it clears', async () => {
  const { socket, heard } = await speaker();
  link.set({ kind: 'silence' });
  socket.write('anna hello');
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(heard()).toBe('');
  link.clear();
  await expect.poll(heard).toBe('anna hello');
});

it('leaves a half-open line dead and untold, while a new one works', async () => {
  const old = await speaker();
  old.socket.write('anna 1');
  await expect.poll(old.heard).toBe('anna 1');
  link.set({ kind: 'half-open' });
  old.socket.write('anna 2');
  const fresh = await speaker();
  fresh.socket.write('bela 3');
  await expect.poll(fresh.heard).toBe('bela 3');
  expect([old.heard(), old.closed()]).toEqual(['anna 1', false]);
  link.clear();
  await expect.poll(old.closed).toBe(true);
});

it('cuts off those it is meant for, and nobody else', async () => {
  const [anna, bela] = [await speaker(), await speaker()];
  anna.socket.write('anna 1');
  bela.socket.write('bela 1');
  await expect.poll(() => anna.heard() + bela.heard()).toBe('anna 1bela 1');
  link.set({ kind: 'cut' }, (name) => name === 'anna');
  await expect.poll(anna.closed).toBe(true);
  const again = await speaker();
  again.socket.write('anna 2');
  await expect.poll(again.closed).toBe(true);
  bela.socket.write(' 2');
  await expect.poll(bela.heard).toBe('bela 1 2');
});
