import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './undo-toast.module.css';

const staysMs = 10_000;

export interface Undoable {
  /** another one takes the place of the last and stays as long again */
  id: string;
  message: string;
  undo: (() => void) | null;
}

/** What was just done, with the way back for ten seconds. */
export function UndoToast({ done, gone }: { done: Undoable | null; gone: () => void }) {
  const { t } = useTranslation();
  const id = done?.id;
  const onGone = useEffectEvent(gone);
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(onGone, staysMs);
    return () => clearTimeout(timer);
  }, [id]);
  const undo = done?.undo ?? null;
  return (
    <Toast message={done?.message ?? null}>
      {undo === null ? null : (
        <button
          type="button"
          className={toastAction}
          onClick={() => {
            undo();
            gone();
          }}
        >
          {t('action.undo')}
        </button>
      )}
    </Toast>
  );
}

/** How an action in a toast looks; a link or a button. */
export const toastAction = classes.action ?? '';

/** The place stands always, so that readers hear what comes into it. */
export function Toast({ message, children }: { message: string | null; children: ReactNode }) {
  return (
    <div className={classes.place}>
      <div role="status" className={message === null ? undefined : classes.toast}>
        {message === null ? null : (
          <>
            <span>{message}</span>
            <span className={classes.actions}>{children}</span>
          </>
        )}
      </div>
    </div>
  );
}
