import {
  attendanceContract,
  Refusal,
  subscribeAnswer,
  Workbench,
  type CaughtUp,
  type SubscribeRegister,
  type TabNews,
} from '@quad/shared/attendance';
import { after } from '../../platform/after';
import { call } from '../../platform/api';
import { ApiError, isFinal, Unreachable } from '../../platform/api-error';
import { clock } from '../../platform/clock';
import { refreshSession } from '../../platform/refresh';
import { signedInAs } from '../../platform/session';
import { ask, link, reconnectSocket, tell } from '../../platform/socket';
import { leading, onTabs, tabName, tellTabs } from '../../platform/tabs';
import { uuid } from '../../platform/uuid';
import { clientIdOf } from './client-id';
import { deviceStore } from './device-db';
import { noteQueue } from './note-queue';

const benches = new Map<string, Workbench>();
const heardFrom = new Set<(registerId: string) => void>();

/** Called with the register whenever the server has said something about it, to whichever tab. */
export function onWord(listener: (registerId: string) => void): () => void {
  heardFrom.add(listener);
  return () => heardFrom.delete(listener);
}

function word(registerId: string): void {
  for (const listener of heardFrom) listener(registerId);
}

/** One person's registers in this tab. It stays when somebody else signs in, and does nothing until its person is back. */
export function workbenchOf(personId: string): Workbench {
  const known = benches.get(personId) ?? makeWorkbench(personId);
  benches.set(personId, known);
  return known;
}

function makeWorkbench(personId: string): Workbench {
  const store = deviceStore(personId);
  const asked = <A extends CaughtUp>(registerId: string, question: () => Promise<A>): Promise<A> =>
    inTheirName(personId, registerId, question);
  return new Workbench(
    {
      actorId: personId,
      tab: tabName,
      // read each time: it changes when the disk is made anew
      get clientId() {
        return clientIdOf(personId);
      },
    },
    {
      ...{ clock, uuid, store, random: Math.random },
      after,
      leads: () => leading.get() && signedInAs.get() === personId,
      submit: (registerId, body) =>
        asked(registerId, () => call(attendanceContract.markRegister, { params: { registerId }, body })),
      sync: (registerId, { epoch, seq }) =>
        asked(registerId, () =>
          call(attendanceContract.syncRegister, { params: { registerId }, query: { epoch, since: seq } }),
        ),
      subscribe: (id, { epoch, seq }) => subscribe({ id, epoch, since: seq, clientId: clientIdOf(personId) }),
      leave: (id) => tell('register:leave', { id }),
      reconnect: reconnectSocket,
      post: (news) => {
        tellTabs('registers', news);
        if (news.kind === 'queued') noteQueue(personId, store);
      },
    },
  );
}

/** From the device for good, and from every tab's screen. */
export async function forgetKept(
  personId: string,
  registerId: string,
  mids: readonly string[],
): Promise<void> {
  const store = deviceStore(personId);
  await store.forget(registerId, mids);
  const news: TabNews = { kind: 'queued', registerId };
  tellTabs('registers', news);
  benches.get(personId)?.heard(news);
  noteQueue(personId, store);
}

async function inTheirName<A>(personId: string, registerId: string, question: () => Promise<A>): Promise<A> {
  // another person's session may neither send these marks nor read the register in this one's name
  if (signedInAs.get() !== personId) throw new Unreachable('their own person is not signed in');
  try {
    const answer = await question();
    word(registerId);
    return answer;
  } catch (error) {
    if (error instanceof ApiError && isFinal(error) && isOurs(error)) throw new Refusal(error.code);
    throw error;
  }
}

/**
 * Whether it is the server's word on these marks. A session that is over, or is another person's by now, refuses none: they wait
 * until their own person has signed in again. Nor does a proxy on the way, which answers in words of its own.
 */
function isOurs({ status, code }: ApiError): boolean {
  return status !== 401 && code !== 'wrong_actor' && code !== 'internal';
}

async function subscribe(request: SubscribeRegister, isAgain = false): Promise<CaughtUp> {
  const answer = subscribeAnswer.parse(await ask('register:subscribe', request));
  if (answer.ok) {
    word(request.id);
    return answer.caughtUp;
  }
  if (answer.code === 'signed_out' && !isAgain && (await refreshSession())) return subscribe(request, true);
  throw new Error(answer.code);
}

/** Of the person who is signed in; nobody else's does anything. */
function current(): Workbench | undefined {
  return benches.get(signedInAs.get() ?? '');
}

function leadership(): void {
  for (const bench of benches.values()) bench.leadership();
}

link.on('connect', () => current()?.connected());
link.on('register:event', (event) => {
  word(event.id);
  current()?.event(event);
});
link.on('register:head', (head) => {
  word(head.id);
  current()?.head(head);
});
onTabs('registers', (news) => {
  const personId = signedInAs.get();
  if (personId === null) return;
  if (news.kind === 'queued') noteQueue(personId, deviceStore(personId));
  current()?.heard(news);
});
leading.subscribe(leadership);
signedInAs.subscribe(atWork);
atWork();

/** Whoever is signed in has something to send, perhaps, from the last time. */
function atWork(): void {
  const personId = signedInAs.get();
  if (personId !== null) {
    workbenchOf(personId);
    noteQueue(personId, deviceStore(personId));
  }
  leadership();
}

if (typeof window !== 'undefined') {
  const nudge = (): void => {
    if (document.visibilityState === 'visible') current()?.nudge();
  };
  window.addEventListener('online', nudge);
  document.addEventListener('visibilitychange', nudge);
}
