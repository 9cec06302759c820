import type { DeviceStore } from '@quad/shared/attendance';

/** @property forgetRegisters takes every register from the device in which nothing of this person waits or came back */
export type PersonalStore = DeviceStore & { forgetRegisters(): Promise<void> };

const stores = new Map<string, PersonalStore>();

/** What this person has on this device. Its library comes when it is first needed; where the browser keeps nothing, all of it rejects. */
export function deviceStore(personId: string): PersonalStore {
  const known = stores.get(personId) ?? lazily(() => opened(personId));
  stores.set(personId, known);
  return known;
}

async function opened(personId: string): Promise<PersonalStore> {
  if (!('indexedDB' in globalThis)) throw new Error('this browser keeps nothing');
  const { dexieStore } = await import('./dexie-store');
  return dexieStore(personId);
}

function lazily(open: () => Promise<PersonalStore>): PersonalStore {
  let opening: Promise<PersonalStore> | undefined;
  const store = (): Promise<PersonalStore> => (opening ??= open());
  return {
    actions: async (registerId) => (await store()).actions(registerId),
    add: async (made) => (await store()).add(made),
    ack: async (registerId, acks) => (await store()).ack(registerId, acks),
    refuse: async (registerId, refused) => (await store()).refuse(registerId, refused),
    forget: async (registerId, mids) => (await store()).forget(registerId, mids),
    unsettled: async () => (await store()).unsettled(),
    register: async (registerId) => (await store()).register(registerId),
    keep: async (kept) => (await store()).keep(kept),
    forgetRegisters: async () => (await store()).forgetRegisters(),
  };
}
