import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { CountBadge } from '../../../platform/ui/count-badge';
import { inboxTopics } from './family.live';
import { inboxQuery } from './family.queries';

/** How many things wait, beside the place they wait at. */
export function InboxBadge() {
  const { t } = useTranslation();
  const inbox = useLiveQuery(inboxQuery, { topics: inboxTopics(useMe()) });
  const count = inbox.data?.waiting ?? 0;
  return <CountBadge tone="loud" count={count} words={t('family.inbox.waiting', { count })} />;
}
