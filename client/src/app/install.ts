import { createStore } from '../platform/store';

/** What Chromium hands over instead of showing its own bar; no library types it. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

/** Asks the browser to install the app; null where it does not offer that, or it is installed. */
export const offeredInstall = createStore<(() => void) | null>(null);

// the browser says it once, long before anybody opens the page that shows it
if (typeof window !== 'undefined') {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offeredInstall.set(() => {
      // it can be asked once; the browser offers anew when it likes
      offeredInstall.set(null);
      void (event as InstallPrompt).prompt();
    });
  });
  window.addEventListener('appinstalled', () => offeredInstall.set(null));
}

/** iPhones and iPads install from a menu alone. */
export function installsByHand(): boolean {
  const standalone = window.matchMedia('(display-mode: standalone)').matches;
  return !standalone && 'standalone' in navigator;
}
