import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePollInterval } from '../../../platform/live';
import { useMe } from '../../../platform/session';
import { CountBadge } from '../../../platform/ui/count-badge';
import { inboxTopics, useLiveFamily } from './family.live';
import { inboxQuery } from './family.queries';

/** How many things wait, beside the place they wait at. */
export function InboxBadge() {
  const { t } = useTranslation();
  const inbox = useQuery({ ...inboxQuery, refetchInterval: usePollInterval() });
  useLiveFamily(inboxTopics(useMe()));
  const count = inbox.data?.waiting ?? 0;
  return <CountBadge tone="loud" count={count} words={t('family.inbox.waiting', { count })} />;
}
