import { createStore } from '../platform/store';

type Listener = (...said: unknown[]) => void;
const listeners = new Map<string, Set<Listener>>();

/** A socket without a wire: tests say what the server says, and see what the page asked. */
export const socket = {
  connected: false,
  asked: [] as { event: string; request: unknown }[],
  on(event: string, listener: Listener) {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    return socket;
  },
  off(event: string, listener: Listener) {
    listeners.get(event)?.delete(listener);
    return socket;
  },
  emit(event: string, request: unknown) {
    socket.asked.push({ event, request });
  },
  timeout: () => socket,
};

export function serverSays(event: string, ...said: unknown[]): void {
  for (const listener of listeners.get(event) ?? []) listener(...said);
}

export const connected = createStore(false);
export const openSocket = (): void => undefined;
export const closeSocket = (): void => undefined;
export const reconnectSocket = (): void => undefined;
export const watch = (): (() => void) => () => undefined;
export const staleDelay = (): number => 0;
