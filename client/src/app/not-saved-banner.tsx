import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { deviceQueue, totalsOf } from '../platform/in-line/device-queue';
import { useStore } from '../platform/store';
import classes from './not-saved-banner.module.css';

/** Something done here came back from the server: said on every page, until it has been read. */
export function NotSavedBanner() {
  const { t } = useTranslation();
  const { refused } = totalsOf(useStore(deviceQueue));
  const isThere = useLocation().pathname === '/not-saved';
  return (
    <div role="status">
      {refused === 0 || isThere ? null : (
        <Link to="/not-saved" className={classes.banner}>
          <IconAlertTriangle size={18} aria-hidden="true" />
          <span>
            {t('offline.notSaved.more', { count: refused })} <b>{t('offline.notSaved.moreHint')}</b>
          </span>
        </Link>
      )}
    </div>
  );
}
