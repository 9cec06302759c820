import type { CodeSetId } from '@quad/shared/attendance';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeLabel } from './code-words';
import type { Done } from './register-actions';
import classes from './register-toast.module.css';

const staysMs = 10_000;

interface RegisterToastProps {
  done: Done | null;
  codeSet: CodeSetId;
  name: (pupil: string) => string;
  undo: () => void;
  gone: () => void;
}

/** What was just done, with the way back; one toast, reused. */
export function RegisterToast({ done, codeSet, name, undo, gone }: RegisterToastProps) {
  const { t } = useTranslation();
  const label = useCodeLabel(codeSet);
  const said = ({ pupil, code, count }: Done): string => {
    if (pupil !== null)
      return t('attendance.done.one', {
        name: name(pupil),
        code: code === null ? t('attendance.done.cleared') : label(code),
      });
    return code === null ? t('inLine.conflict.done', { count }) : t('attendance.done.rest', { count });
  };
  const mid = done?.mid;
  const onGone = useEffectEvent(gone);
  useEffect(() => {
    if (mid === undefined) return;
    const timer = setTimeout(onGone, staysMs);
    return () => clearTimeout(timer);
  }, [mid]);
  return (
    <div className={classes.place}>
      <div role="status" className={done === null ? undefined : classes.toast}>
        {done === null ? null : (
          <>
            <span>{said(done)}</span>
            <button type="button" className={classes.undo} onClick={undo}>
              {t('action.undo')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
