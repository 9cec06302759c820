import type { InboxItem } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { Toast, toastAction } from '../../../platform/ui/undo-toast';
import { inboxTopics } from './family.live';
import { inboxQuery } from './family.queries';

/** Says at once, on whatever page, that the office asks for a register or that a child is missing. */
export function InboxToast() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { data } = useLiveQuery(inboxQuery, { topics: inboxTopics(useMe()) });
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const urgent = (data?.items ?? []).find(
    (item) => (item.kind === 'nudge' || item.kind === 'alert') && !seen.has(nameOf(item)),
  );
  const isThere = urgent !== undefined && pathname !== '/inbox' && pathname !== placeOf(urgent);
  const said = (item: typeof urgent): string | null => {
    if (item?.kind === 'nudge')
      return t('family.inbox.nudge', { by: item.by, className: `${item.className} ${item.starts}` });
    return item?.kind === 'alert' ? t('family.alert.title', { name: item.alert.pupilName }) : null;
  };
  const dismiss = (): void => {
    if (urgent !== undefined) setSeen(new Set([...seen, nameOf(urgent)]));
  };
  return (
    <Toast message={isThere ? said(urgent) : null}>
      {isThere ? (
        <>
          <Link to={placeOf(urgent)} className={toastAction} onClick={dismiss}>
            {t(urgent.kind === 'nudge' ? 'family.inbox.take' : 'family.inbox.answer')}
          </Link>
          <button type="button" className={toastAction} onClick={dismiss}>
            {t('action.dismiss')}
          </button>
        </>
      ) : null}
    </Toast>
  );
}

/** The same register asked for once more is news again. */
function nameOf(item: InboxItem): string {
  if (item.kind === 'nudge') return `${item.registerId} ${item.at}`;
  return item.kind === 'alert' ? `${item.alert.id} ${item.alert.sentAt ?? 0}` : '';
}

function placeOf(item: InboxItem): string {
  return item.kind === 'nudge' ? `/registers/${item.registerId}` : '/family';
}
