import { useTranslation } from 'react-i18next';
import { timeAt } from '../dates';
import { useConnection } from '../live';
import { StateChip } from './state-chip';

interface ConnectionChipProps {
  /** district time of the last answer */
  asOf: { now: number; timeZone: string } | undefined;
  /** the last question went unanswered */
  failed: boolean;
}

/** The state chip of a screen that only shows. */
export function ConnectionChip({ asOf, failed }: ConnectionChipProps) {
  const { t } = useTranslation();
  const connection = useConnection();
  const state = failed ? 'offline' : connection;
  return (
    <StateChip
      tone={state === 'live' ? 'good' : state === 'polling' ? 'busy' : 'wait'}
      label={t(`chip.${state}`)}
    >
      <p>{t(`chip.${state}More`)}</p>
      {asOf === undefined ? null : (
        <p className="soft">{t('chip.asOf', { time: timeAt(asOf.now, asOf.timeZone) })}</p>
      )}
    </StateChip>
  );
}
