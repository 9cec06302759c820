import { createStore } from './store';

/** Actions that live on this page only, so far. Whoever holds some says how many; leaving or signing out asks first. */
const held = createStore<ReadonlyMap<string, number>>(new Map());

export function holdUnsaved(owner: string, count: number): void {
  const next = new Map(held.get());
  if (count === 0) next.delete(owner);
  else next.set(owner, count);
  held.set(next);
}

export function unsavedCount(): number {
  return [...held.get().values()].reduce((sum, count) => sum + count, 0);
}

/** The browser asks in its own words before the page goes. */
export function warnBeforeLeaving(): () => void {
  const warn = (event: BeforeUnloadEvent): void => {
    if (unsavedCount() > 0) event.preventDefault();
  };
  window.addEventListener('beforeunload', warn);
  return () => window.removeEventListener('beforeunload', warn);
}
