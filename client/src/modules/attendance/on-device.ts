import type { DeviceStore, KeptRegister, NotSaved } from '@quad/shared/attendance';
import { useEffect, useState } from 'react';
import { deviceQueue, totalsOf } from '../../platform/in-line/device-queue';
import { useMe } from '../../platform/session';
import { useStore } from '../../platform/store';
import { deviceStore } from './device-db';
import { noteQueue } from './note-queue';
import { forgetKept } from './workbenches';

/** What came back from one register, with the register as this device last saw it. */
export interface Returned {
  registerId: string;
  items: NotSaved[];
  kept: KeptRegister | null;
}

/** Read again whenever any tab queues or dismisses something; null until the disk was read. */
export function useReturned(): readonly Returned[] | null {
  const { personId } = useMe();
  const queue = useStore(deviceQueue);
  const [found, setFound] = useState<readonly Returned[] | null>(null);
  useEffect(() => {
    let current = true;
    returned(deviceStore(personId)).then(
      (read) => current && setFound(read),
      // a browser that keeps nothing has nothing to say here; each register's own page does
      () => current && setFound([]),
    );
    return () => {
      current = false;
    };
  }, [personId, queue]);
  return found;
}

async function returned(store: DeviceStore): Promise<readonly Returned[]> {
  const registers = (await store.unsettled()).filter(({ refused }) => refused > 0);
  return Promise.all(
    registers.map(async ({ registerId }) => {
      const [actions, kept] = await Promise.all([store.actions(registerId), store.register(registerId)]);
      const items = actions.flatMap(({ action, refused, acked }) =>
        refused === null || acked !== null ? [] : [{ action, reason: refused }],
      );
      return { registerId, items, kept };
    }),
  );
}

/** How much waits, once the disk has been read; right after a page has opened the screens do not know yet. */
export async function knownWaiting(personId: string): Promise<number> {
  const store = deviceStore(personId);
  // a browser that keeps nothing has nothing waiting there
  const unsettled = await store.unsettled().catch(() => []);
  const waiting = unsettled.reduce((sum, each) => sum + each.waiting, 0);
  if (waiting > 0 && totalsOf(deviceQueue.get()).waiting === 0) {
    noteQueue(personId, store);
    await new Promise<void>((noted) => {
      const unsubscribe = deviceQueue.subscribe(() => {
        unsubscribe();
        noted();
      });
    });
  }
  return waiting;
}

/** Throws away what waits, for good; what came back stays to be read. */
export async function discardWaiting(personId: string): Promise<void> {
  const store = deviceStore(personId);
  for (const { registerId } of await store.unsettled()) {
    const kept = await store.actions(registerId);
    const waiting = kept.filter(({ acked, refused }) => acked === null && refused === null);
    await forgetKept(
      personId,
      registerId,
      waiting.map(({ action }) => action.mid),
    );
  }
}

/** At sign-out: names, rolls and marks leave the device, where it keeps any. */
export async function forgetRegisters(personId: string): Promise<void> {
  if ('indexedDB' in globalThis) await deviceStore(personId).forgetRegisters();
}
