import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../../platform/live';
import { useMe } from '../../platform/session';
import classes from './notices-badge.module.css';
import { unreadQuery, useLive } from './notifications.queries';

/** How many notices are not read, beside the place they stand at. Quieter than what waits for an answer. */
export function NoticesBadge() {
  const { t } = useTranslation();
  const { data } = useQuery({ ...unreadQuery, refetchInterval: usePollInterval() });
  useLive(`notices:${useMe().personId}`);
  const count = data?.unread ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="hidden-text">{t('notices.unread', { count })}</span>
    </span>
  );
}
