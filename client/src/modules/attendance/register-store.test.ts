import 'fake-indexeddb/auto';
import { digestOf } from '@quad/shared/attendance';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deviceQueue, totalsOf } from '../../platform/in-line/device-queue';
import { signedInAs } from '../../platform/session';
import { leading } from '../../platform/tabs';
import { fakeApi, refuse, type Asked } from '../../test-support/fake-api';
import { FakeRegister, names, pupils } from '../../test-support/fake-register';
import { deviceStore } from './device-db';
import { registerStore, seedRegister, type RegisterStore } from './register-store';

vi.mock('../../platform/socket', () => import('../../test-support/fake-socket'));

let register: FakeRegister;
let seen: Asked[];
let me: string;
let person = 0;

beforeEach(() => {
  register = new FakeRegister();
  seen = fakeApi(register.routes());
  me = `e${String(++person)}`.padEnd(24, '0');
  leading.set(true);
  signedInAs.set(me);
});
afterEach(() => vi.unstubAllGlobals());

async function opened(): Promise<{ store: RegisterStore; leave: () => void }> {
  const store = registerStore(register.id, me);
  const leave = store.open();
  await vi.waitFor(() => expect(store.replica.view().register).not.toBeNull());
  return { store, leave };
}

const marked = (store: RegisterStore, code: string): string =>
  store.replica.act({ kind: 'mark', changes: [{ pupil: pupils.ada, code }] });
const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

test('marks refused because somebody else is signed in wait for their own person', async () => {
  const { store, leave } = await opened();
  fakeApi({ 'POST /registers': () => refuse(403, 'wrong_actor'), ...register.routes() });
  marked(store, 'A');
  await vi.waitFor(() => expect(store.replica.view().unreachable).toBe(true));
  expect(store.replica.view()).toMatchObject({ waiting: 1, notSaved: [] });
  leave();

  fakeApi(register.routes());
  store.replica.nudge();
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
});

test('nothing is asked or sent under another person’s session, and their own sends what the device kept', async () => {
  const { store, leave } = await opened();
  register.reachable = false;
  marked(store, 'A');
  await vi.waitFor(() => expect(store.replica.view().unreachable).toBe(true));
  leave();
  await turn();
  signedInAs.set('f'.repeat(24));
  register.reachable = true;
  const before = seen.length;
  store.replica.nudge();
  void store.replica.sync();
  await turn();
  await turn();
  expect(seen).toHaveLength(before);
  await vi.waitFor(() => expect(totalsOf(deviceQueue.get())).toEqual({ waiting: 0, refused: 0 }));

  signedInAs.set(me);
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
  await vi.waitFor(() => expect(totalsOf(deviceQueue.get())).toEqual({ waiting: 0, refused: 0 }));
});

test('what waits is said for the whole device, with the register’s name', async () => {
  const { store, leave } = await opened();
  await vi.waitFor(async () => expect(await deviceStore(me).register(register.id)).not.toBeNull(), 3_000);
  register.reachable = false;
  marked(store, 'A');
  await vi.waitFor(() =>
    expect(deviceQueue.get().registers).toEqual([
      {
        id: register.id,
        label: expect.stringMatching(/^7B Mathematics, .* 08:55$/) as string,
        waiting: 1,
        refused: 0,
      },
    ]),
  );
  leave();
  register.reachable = true;
  store.replica.nudge();
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
});

test('a tab that does not lead keeps what is done in it and sends nothing', async () => {
  const { store, leave } = await opened();
  leading.set(false);
  marked(store, 'A');
  await vi.waitFor(async () => expect(await deviceStore(me).actions(register.id)).toHaveLength(1));
  await turn();
  expect(seen.filter(({ method }) => method === 'POST')).toEqual([]);
  leading.set(true);
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
  leave();
});

test('a store that came to its end between a page’s render and its effect lives again with the page', async () => {
  const { leave } = await opened();
  leave();
  const rendered = registerStore(register.id, me);
  await turn();
  const leaveAgain = rendered.open();
  expect(registerStore(register.id, me)).toBe(rendered);
  marked(rendered, 'A');
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
  leaveAgain();
});

test('a register that was just opened is shown from that answer by a store that works', async () => {
  const { epoch, seq: head, marks } = register.state;
  const digest = digestOf(marks);
  const snapshot = { ...register.state, digest };
  seedRegister(register.id, me, { epoch, head, digest, now: register.now, names, snapshot });
  const store = registerStore(register.id, me);
  expect(store.replica.view().register?.className).toBe('7B Mathematics');
  expect(registerStore(register.id, me)).toBe(store);
  marked(store, 'A');
  const leave = store.open();
  await vi.waitFor(() => expect(register.code(pupils.ada)).toBe('A'));
  leave();
});

test('a store that nobody looks at is let go', async () => {
  const { store, leave } = await opened();
  leave();
  await turn();
  expect(registerStore(register.id, me)).not.toBe(store);
});
