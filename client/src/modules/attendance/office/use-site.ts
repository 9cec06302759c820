import { useEffect, useState } from 'react';
import { useConnection, useHints, useReconnected, useWatch } from '../../../platform/live';
import { useMe } from '../../../platform/session';
import { useStore } from '../../../platform/store';
import { everyMinute } from './office.queries';
import { SiteStore, type SiteView } from './site-store';

const retryMs = 5_000;

/** Follows one school's evacuation list: at once while the socket stands, and by asking again and again while it doesn't. */
export function useSite(schoolId: string): { store: SiteStore; view: SiteView } {
  const { personId } = useMe();
  const [store] = useState(() => new SiteStore(schoolId, personId));
  const view = useStore(store.view);
  const connection = useConnection();
  const every = view.error === null && connection === 'live' ? everyMinute : retryMs;
  useEffect(() => {
    void store.ask('list');
  }, [store]);
  useEffect(() => {
    const again = (): void => void store.ask('list');
    const timer = setInterval(again, every);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [store, every]);
  const topics = [`site:${schoolId}`];
  useWatch(topics);
  useHints(topics, () => void store.ask('rollcall'));
  useReconnected(() => void store.ask('list'));
  return { store, view };
}
