import { useCallback, useState, type ReactNode } from 'react';
import { UndoToast, type Undoable } from '../../../platform/ui/undo-toast';
import { uuid } from '../../../platform/uuid';
import { useRefusalWords } from './refusal-words';

export interface Sayer {
  /** what was done, with the way back where there is one */
  done: (text: string, undo?: () => void) => void;
  /** for `onError` */
  refused: (error: unknown) => void;
  toast: ReactNode;
}

/** One toast of a page: what was done, or why it was not. */
export function useToast(): Sayer {
  const words = useRefusalWords();
  const [said, setSaid] = useState<Undoable | null>(null);
  const done = useCallback(
    (message: string, undo?: () => void) => setSaid({ id: uuid(), message, undo: undo ?? null }),
    [],
  );
  return {
    done,
    refused: (error) => done(words(error)),
    toast: <UndoToast done={said} gone={() => setSaid(null)} />,
  };
}
