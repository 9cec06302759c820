import { useTranslation } from 'react-i18next';
import { lazy, Suspense, useState } from 'react';
import { wallClock } from '@quad/shared/platform';
import { Can } from '../platform/can';
import { useNow } from '../platform/clock';
import { shortDay } from '../platform/dates';
import { useMe } from '../platform/session';
import classes from './demo-clock.module.css';

// rarely opened, and dialogs are heavy
const ClockDialog = lazy(async () => ({
  default: (await import('../modules/schools/clock-dialog')).ClockDialog,
}));

/** What day and time it is for this district, and whether somebody has set it so. */
export function DemoClock() {
  const { t } = useTranslation();
  const { districtId, clock } = useMe();
  const [changing, setChanging] = useState(false);
  const wall = wallClock(useNow(), clock.timeZone);
  const when = `${shortDay(wall.date)}, ${wall.time}`;
  return (
    <div className={classes.line}>
      <span className="num">{t(clock.real ? 'shell.realClock' : 'shell.demoClock', { when })}</span>
      <Can permission="clock:set" target={{ districtId }}>
        <button type="button" className={classes.change} onClick={() => setChanging(true)}>
          {t('shell.changeClock')}
        </button>
        {changing ? (
          <Suspense>
            <ClockDialog opened close={() => setChanging(false)} now={wall} />
          </Suspense>
        ) : null}
      </Can>
    </div>
  );
}
