import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { timeAt } from '../dates';
import { deviceQueue, totalsOf } from '../in-line/device-queue';
import type { Figures } from '../in-line/figures';
import { useConnection, type Connection } from '../live';
import { useStore } from '../store';
import { StateChip, type Tone } from './state-chip';
import classes from './state-chip.module.css';

interface ConnectionChipProps {
  /** district time of the last answer */
  asOf: { now: number; timeZone: string } | undefined;
  /** the last question went unanswered */
  failed: boolean;
}

const tones: Record<ReturnType<typeof stateOf>, Tone> = {
  live: 'good',
  polling: 'busy',
  saving: 'busy',
  offline: 'wait',
  waiting: 'wait',
  notSaved: 'bad',
};

/** The state chip of a screen that only shows. What this device has not sent, from whatever screen, outranks how the screen is doing. */
export function ConnectionChip({ asOf, failed }: ConnectionChipProps) {
  const { t } = useTranslation();
  const connection = useConnection();
  const totals = totalsOf(useStore(deviceQueue));
  const state = stateOf(failed ? 'offline' : connection, totals);
  const time = asOf === undefined ? null : timeAt(asOf.now, asOf.timeZone);
  const figures: Figures[] =
    time === null ? [] : [{ title: t('inLine.panel.screen'), rows: [[t('inLine.panel.asOf'), time]] }];
  return (
    <StateChip
      tone={tones[state]}
      label={t(`chip.${state}`, { count: state === 'notSaved' ? totals.refused : totals.waiting })}
      words={t(`chip.${state}More`)}
      figures={figures}
    >
      {totals.refused === 0 ? null : (
        <Link to="/not-saved" className={classes.link}>
          {t('inLine.panel.notSaved', { count: totals.refused })}
        </Link>
      )}
      {time === null ? null : <p className="soft">{t('chip.asOf', { time })}</p>}
    </StateChip>
  );
}

function stateOf(connection: Connection, { waiting, refused }: { waiting: number; refused: number }) {
  if (refused > 0) return 'notSaved';
  if (waiting === 0) return connection;
  return connection === 'live' ? 'saving' : 'waiting';
}
