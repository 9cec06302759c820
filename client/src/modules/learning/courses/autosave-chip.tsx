import { useTranslation } from 'react-i18next';
import { errorKey } from '../../../platform/api-error';
import { timeAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { StateChip, type Tone } from '../../../platform/ui/state-chip';
import type { Autosave, AutosaveState } from './autosave';
import { useAutosaved } from './use-autosave';

const tones: Record<AutosaveState['kind'], Tone> = {
  saved: 'good',
  waiting: 'busy',
  saving: 'busy',
  offline: 'wait',
  unfinished: 'wait',
  conflict: 'bad',
  refused: 'bad',
};

/** Whether the server has what was written. */
export function AutosaveChip({ autosave }: { autosave: Autosave }) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const { state } = useAutosaved(autosave);
  const { kind } = state;
  const label =
    state.kind === 'saved'
      ? t('learning.courses.autosave.saved', { time: timeAt(state.at, timeZone) })
      : t(`learning.courses.autosave.${state.kind}`);
  const words =
    state.kind === 'refused' ? t(errorKey(state.error)) : t(`learning.courses.autosave.${state.kind}More`);
  const isOnlyHere = 'kept' in state && !state.kept;
  return (
    <StateChip tone={tones[kind]} label={label} words={words} figures={[]}>
      {isOnlyHere ? <p role="alert">{t('learning.courses.autosave.notKept')}</p> : null}
      {'kept' in state && state.kept ? <p>{t('learning.courses.autosave.kept')}</p> : null}
    </StateChip>
  );
}
