import type { ImportState } from '@quad/shared/imports';
import { useTranslation } from 'react-i18next';
import classes from './imports.module.css';

const tones: Record<ImportState, 'busy' | 'wait' | 'bad' | 'good' | 'quiet'> = {
  reading: 'busy',
  ready: 'wait',
  refused: 'bad',
  interrupted: 'bad',
  discarded: 'quiet',
  applying: 'busy',
  stalled: 'bad',
  done: 'good',
};

/** A file that waits with nothing to change waits for nobody. */
export function StateTag({ state, idle = false }: { state: ImportState; idle?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.state} data-tone={idle ? 'quiet' : tones[state]}>
      {t(`imports.state.${idle ? 'idle' : state}`)}
    </span>
  );
}
