import { createStore } from '../platform/store';

type Listener = (...said: unknown[]) => void;
const listeners = new Map<string, Set<Listener>>();

/** A link without a wire: tests say what the server says, and see what the page asked. */
export const link = {
  asked: [] as { event: string; request: unknown }[],
  on(event: string, listener: Listener) {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
  },
  off(event: string, listener: Listener) {
    listeners.get(event)?.delete(listener);
  },
};

export function serverSays(event: string, ...said: unknown[]): void {
  for (const listener of listeners.get(event) ?? []) listener(...said);
}

export const ask = (event: string, request: unknown): Promise<unknown> => {
  link.asked.push({ event, request });
  return Promise.reject(new Error('no wire'));
};
export const tell = (event: string, request: unknown): void => void link.asked.push({ event, request });
export const connected = createStore(false);
export const openSocket = (): void => undefined;
export const closeSocket = (): void => undefined;
export const reconnectSocket = (): void => undefined;
export const watch = (): (() => void) => () => undefined;
