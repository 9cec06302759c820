import type { ReplicaView } from '@quad/shared/attendance';
import { useEffect, useSyncExternalStore } from 'react';
import { useMe } from '../../platform/session';
import { useStore } from '../../platform/store';
import { registerStore, type RegisterStore, type Surroundings } from './register-store';

export interface OpenRegister {
  store: RegisterStore;
  view: ReplicaView;
  around: Surroundings;
}

export function useRegister(registerId: string): OpenRegister {
  const { personId } = useMe();
  const store = registerStore(registerId, personId);
  const view = useSyncExternalStore(store.replica.subscribe, store.replica.view);
  const around = useStore(store.around);
  useEffect(() => store.open(), [store]);
  return { store, view, around };
}
