import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../platform/live';
import classes from './offline-banner.module.css';

export function OfflineBanner() {
  const { t } = useTranslation();
  const offline = useConnection() === 'offline';
  return (
    <div role="status">
      {offline ? (
        <p className={classes.banner}>
          <IconCloudOff size={18} aria-hidden="true" />
          {t('shell.offline')}
        </p>
      ) : null}
    </div>
  );
}
