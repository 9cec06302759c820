import type { TabNews } from '@quad/shared/attendance';
import { Election, type Beat, type Wanted } from '@quad/shared/platform';
import { after } from './after';
import { createStore } from './store';
import { uuid } from './uuid';

/** This tab's name among the tabs of this browser. */
export const tabName = uuid();

/** Whether this tab is the one that holds the socket and sends what waits; it changes when tabs come, go and sleep. */
export const leading = createStore(false);

/** What the tabs of one person in one browser tell each other. */
interface TabMessages {
  beat: Beat;
  /** what the leading tab's server said */
  server: { event: string; said: unknown[] };
  /** whether the leading tab is connected */
  link: boolean;
  /** rooms that a tab wants to be in */
  wants: Wanted;
  registers: TabNews;
}

type Kind = keyof TabMessages;
type Listener<K extends Kind> = (body: TabMessages[K]) => void;
interface Said {
  kind: Kind;
  body: unknown;
}

const listeners = new Map<Kind, Set<Listener<never>>>();
let here: { personId: string; election: Election; leave: () => void } | null = null;
let say: (said: Said) => void = () => undefined;

/** To the other tabs in which this person is signed in. */
export function tellTabs<K extends Kind>(kind: K, body: TabMessages[K]): void {
  say({ kind, body });
}

export function onTabs<K extends Kind>(kind: K, listener: Listener<K>): () => void {
  listeners.set(kind, (listeners.get(kind) ?? new Set()).add(listener));
  return () => void listeners.get(kind)?.delete(listener);
}

/** From now on this tab is one of this person's. Another person's tabs are other tabs. */
export function joinTabs(personId: string): void {
  if (here?.personId === personId) return;
  leaveTabs();
  const name = `quad 1 ${personId}`;
  const close = openChannel(name);
  const election = new Election(tabName, {
    lock: (steal, held, lost) => lock(name, steal, held, lost),
    post: (beat) => tellTabs('beat', beat),
    after,
    random: Math.random,
  });
  const deaf = onTabs('beat', (beat) => election.heard(beat));
  leading.set(election.leads);
  election.subscribe(() => leading.set(election.leads));
  here = {
    personId,
    election,
    leave: () => {
      election.stop();
      deaf();
      close();
    },
  };
}

export function leaveTabs(): void {
  here?.leave();
  here = null;
  say = () => undefined;
  leading.set(false);
}

/** On plain http in a local network there are no locks: then each tab is on its own, and leads itself. */
const canShare = (): boolean => 'locks' in navigator && typeof BroadcastChannel === 'function';

function openChannel(name: string): () => void {
  if (!canShare()) return () => undefined;
  const channel = new BroadcastChannel(name);
  say = (said) => channel.postMessage(said);
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    // the other tabs run this very code: a version that says something else speaks on a channel of another name
    for (const listener of listeners.get(data.kind) ?? []) listener(data.body as never);
  };
  return () => channel.close();
}

function lock(name: string, steal: boolean, held: () => void, lost: () => void): () => void {
  if (!canShare()) {
    held();
    return () => undefined;
  }
  let letGo: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (letGo = resolve));
  const waiting = new AbortController();
  const options = steal ? { steal } : { signal: waiting.signal };
  let got = false;
  navigator.locks
    .request(name, options, () => {
      got = true;
      held();
      return until;
    })
    // taken by force, or no longer waited for
    .catch(() => got && lost());
  return () => {
    letGo();
    if (!got) waiting.abort();
  };
}

// a page that is kept for the way back holds neither the lock nor the socket
if (typeof window !== 'undefined') {
  let left: string | null = null;
  window.addEventListener('pagehide', () => {
    left = here?.personId ?? null;
    leaveTabs();
  });
  window.addEventListener('pageshow', () => {
    if (left !== null) joinTabs(left);
    left = null;
  });
}
