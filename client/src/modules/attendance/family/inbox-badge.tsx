import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../../../platform/live';
import { useMe } from '../../../platform/session';
import { inboxTopics, useLiveFamily } from './family.live';
import { inboxQuery } from './family.queries';
import classes from './inbox-badge.module.css';

/** How many things wait, beside the place they wait at. */
export function InboxBadge() {
  const { t } = useTranslation();
  const inbox = useQuery({ ...inboxQuery, refetchInterval: usePollInterval() });
  useLiveFamily(inboxTopics(useMe()));
  const count = inbox.data?.waiting ?? 0;
  if (count === 0) return null;
  return (
    <span className={classes.badge}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="hidden-text">{t('family.inbox.waiting', { count })}</span>
    </span>
  );
}
