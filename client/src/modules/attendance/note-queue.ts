import type { DeviceStore } from '@quad/shared/attendance';
import { deviceQueue, emptyQueue } from '../../platform/in-line/device-queue';
import { shortDay } from '../../platform/dates';
import { signedInAs } from '../../platform/session';

const gatherMs = 50;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says on every screen what waits on this device, soon after it changed. */
export function noteQueue(personId: string, store: DeviceStore): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    // a browser that keeps nothing has nothing to say here; each register's own page does
    whatWaits(store).then(
      (registers) => signedInAs.get() === personId && deviceQueue.set({ durable: true, registers }),
      () => deviceQueue.set({ ...emptyQueue, durable: false }),
    );
  }, gatherMs);
}

async function whatWaits(store: DeviceStore) {
  const unsettled = await store.unsettled();
  const kept = await Promise.all(unsettled.map(({ registerId }) => store.register(registerId)));
  return unsettled.map(({ registerId, waiting, refused }, index) => {
    const snapshot = kept[index]?.snapshot;
    const label =
      snapshot === undefined ? null : `${snapshot.className}, ${shortDay(snapshot.date)} ${snapshot.starts}`;
    return { id: registerId, label, waiting, refused };
  });
}
