import type { DeviceStore } from '@quad/shared/attendance';
import type { Chance } from './chance';
import type { Process } from './process';

/** A device's store as one tab reaches it: everything takes a moment, in order, and a tab that dies may die before it is done. */
export function diskOf(store: DeviceStore, tab: Process, chance: Chance): DeviceStore {
  let last = 0;
  const take = <T>(work: () => Promise<T>): Promise<T> => {
    const { timeline } = tab;
    last = Math.max(last, timeline.now + chance.between(0, 8));
    const done = new Promise<T>((resolve, reject) => {
      // the disk belongs to no tab, but what a dead tab had not handed over never comes
      timeline.after(last - timeline.now, () => tab.alive && void work().then(resolve, reject));
    });
    return tab.hear(done);
  };
  return {
    actions: (id) => take(() => store.actions(id)),
    add: (made) => take(() => store.add(made)),
    ack: (id, acks) => take(() => store.ack(id, acks)),
    refuse: (id, refused) => take(() => store.refuse(id, refused)),
    forget: (id, mids) => take(() => store.forget(id, mids)),
    unsettled: () => take(() => store.unsettled()),
    register: (id) => take(() => store.register(id)),
    keep: (kept) => take(() => store.keep(kept)),
  };
}
