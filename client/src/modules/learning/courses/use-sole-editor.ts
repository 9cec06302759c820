import { useEffect, useState } from 'react';

/** Whether this tab is the one of this person's that writes the lesson: two would keep their texts in the same place on the device. */
export function useSoleEditor(personId: string, lessonId: string): 'asking' | 'here' | 'elsewhere' {
  // on plain http in a local network there are no locks: then each tab is on its own
  const [state, setState] = useState<'asking' | 'here' | 'elsewhere'>(canAsk() ? 'asking' : 'here');
  useEffect(() => {
    if (!canAsk()) return;
    let letGo = (): void => undefined;
    const leaving = new AbortController();
    const name = `quad lesson ${personId} ${lessonId}`;
    const hold = (): Promise<void> => {
      setState('here');
      return new Promise((resolve) => (letGo = resolve));
    };
    // not at once: the tab before may only be on its way out
    const late = setTimeout(() => setState((now) => (now === 'asking' ? 'elsewhere' : now)), 400);
    navigator.locks.request(name, { signal: leaving.signal }, hold).catch(() => undefined);
    return () => {
      clearTimeout(late);
      leaving.abort();
      letGo();
    };
  }, [personId, lessonId]);
  return state;
}

const canAsk = (): boolean => 'locks' in navigator;
