import { topic, type Stale } from '@quad/shared/platform';
import { useEffect, useEffectEvent } from 'react';
import { connected, link, watch } from './socket';
import { createStore, useStore } from './store';

const online = createStore(typeof navigator === 'undefined' || navigator.onLine);
if (typeof window !== 'undefined') {
  for (const event of ['online', 'offline'] as const)
    window.addEventListener(event, () => online.set(navigator.onLine));
}

export type Connection = 'live' | 'polling' | 'offline';

/** How this screen hears of changes: at once, by asking now and then, or not at all. */
export function useConnection(): Connection {
  const isConnected = useStore(connected);
  const isOnline = useStore(online);
  if (isConnected) return 'live';
  return isOnline ? 'polling' : 'offline';
}

/** About 12 s; every tab its own, or those that lost one server would ask the next all at once. */
const pollMs = 11_000 + Math.round(Math.random() * 2_000);

/** For `refetchInterval`: every live screen asks by itself while the socket is away. */
export function usePollInterval(): number | false {
  return useConnection() === 'live' ? false : pollMs;
}

/** Joins the topics while the screen stands. One that is not yet known, as of a school that is still asked for, is left out. */
export function useWatch(topics: readonly string[]): void {
  const key = topics.filter((each) => topic.safeParse(each).success).join(' ');
  useEffect(() => (key === '' ? undefined : watch(key.split(' '))), [key]);
}

/** Called with every hint that one of these topics has changed. */
export function useHints(topics: readonly string[], heard: (stale: Stale) => void): void {
  const key = topics.join(' ');
  const onHeard = useEffectEvent(heard);
  useEffect(() => {
    const hear = (stale: Stale): void => {
      if (key.split(' ').includes(stale.topic)) onHeard(stale);
    };
    link.on('stale', hear);
    return () => link.off('stale', hear);
  }, [key]);
}

/** After a time without a socket something may have been missed: read again once it is back. */
export function useReconnected(again: () => void): void {
  const onAgain = useEffectEvent(again);
  useEffect(() => {
    link.on('connect', onAgain);
    return () => link.off('connect', onAgain);
  }, []);
}
