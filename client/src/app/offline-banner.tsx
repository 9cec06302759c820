import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clock } from '../platform/clock';
import { timeAt } from '../platform/dates';
import { useConnection } from '../platform/live';
import { useMe } from '../platform/session';
import classes from './offline-banner.module.css';

export function OfflineBanner() {
  const { t } = useTranslation();
  const offline = useConnection() === 'offline';
  const known = useMe().clock;
  const time = timeAt(clock.heard ?? known.now, known.timeZone);
  return (
    <div role="status">
      {offline ? (
        <p className={classes.banner}>
          <IconCloudOff size={18} aria-hidden="true" />
          {t('shell.offline', { time })}
        </p>
      ) : null}
    </div>
  );
}
