import { useEffect, useEffectEvent } from 'react';
import { connected, socket, staleDelay, watch } from './socket';
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

const pollMs = 12_000;

/** For `refetchInterval`: every live screen asks by itself while the socket is away. */
export function usePollInterval(): number | false {
  return useConnection() === 'live' ? false : pollMs;
}

/** Joins the topics while the screen stands. */
export function useWatch(topics: readonly string[]): void {
  const key = topics.join(' ');
  useEffect(() => (key === '' ? undefined : watch(key.split(' '))), [key]);
}

/** Called with every hint that one of these topics has changed, after a wait that spreads a full room. */
export function useStale(topics: readonly string[], changed: (version: string) => void): void {
  const key = topics.join(' ');
  const onChanged = useEffectEvent(changed);
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const hear = (stale: { topic: string; version: string; room: number }): void => {
      if (!key.split(' ').includes(stale.topic)) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          onChanged(stale.version);
        },
        staleDelay(stale, Math.random()),
      );
      timers.add(timer);
    };
    socket.on('stale', hear);
    return () => {
      socket.off('stale', hear);
      for (const timer of timers) clearTimeout(timer);
    };
  }, [key]);
}

/** After a time without a socket something may have been missed: read again once it is back. */
export function useReconnected(again: () => void): void {
  const onAgain = useEffectEvent(again);
  useEffect(() => {
    socket.on('connect', onAgain);
    return () => void socket.off('connect', onAgain);
  }, []);
}
