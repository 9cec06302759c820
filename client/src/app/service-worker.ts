import { createStore } from '../platform/store';

/** Takes the new version into use; null while this page runs the newest it knows of. */
export const newVersion = createStore<(() => void) | null>(null);

const lookEveryMs = 3_600_000;

/**
 * The worker that keeps the client on the device: https and localhost alone, elsewhere the app works from the network as ever.
 * A newer version waits until somebody takes it.
 */
export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { Workbox } = await import('workbox-window');
  const worker = new Workbox('/sw.js');
  const reload = (): void => window.location.reload();
  worker.addEventListener('waiting', () =>
    newVersion.set(() => {
      worker.addEventListener('controlling', reload);
      worker.messageSkipWaiting();
    }),
  );
  // another tab has taken it: the parts this page has not loaded yet may be gone
  worker.addEventListener('controlling', ({ isUpdate }) => {
    if (isUpdate === true && newVersion.get() === null) newVersion.set(reload);
  });
  await worker.register();
  setInterval(() => void worker.update().catch(() => undefined), lookEveryMs);
}
