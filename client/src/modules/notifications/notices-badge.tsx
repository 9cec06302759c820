import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { CountBadge } from '../../platform/ui/count-badge';
import { unreadQuery } from './notifications.queries';

/** How many notices are not read, beside the place they stand at. Quieter than what waits for an answer. */
export function NoticesBadge() {
  const { t } = useTranslation();
  const { data } = useLiveQuery(unreadQuery, { topics: [`notices:${useMe().personId}`] });
  const count = data?.unread ?? 0;
  return <CountBadge tone="calm" count={count} words={t('notices.unread', { count })} />;
}
