import type { Mail } from '@quad/shared/notifications';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { listParams, ListPages } from '../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import classes from './mailbox-page.module.css';
import { useMoment } from './notice-words';
import { mailsQuery } from './notifications.queries';

/** Mails of the last month for admins of the district; where nothing sends them, with their words. */
export function MailboxPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { page: asked } = listParams(useSearchParams()[0]);
  const mails = useLiveQuery(mailsQuery(asked === undefined ? {} : { page: asked }), {
    topics: [`outbox:${me.districtId}`],
  });
  return (
    <div className={page.page}>
      <PageHeader
        title={t('notices.mailbox.title')}
        above={t('notices.mailbox.above')}
        chip={<ConnectionChip asOf={undefined} failed={mails.isError} />}
      />
      {mails.data === undefined ? (
        mails.isError ? (
          <ErrorNotice error={mails.error} retry={() => void mails.refetch()} />
        ) : (
          <SkeletonRows heights={[110, 84, 84]} />
        )
      ) : (
        <div className={page.stack}>
          {mails.data.sends ? null : (
            <section className={classes.warning}>
              <h2>{t('notices.mailbox.notSent')}</h2>
              <p>{t('notices.mailbox.notSentHint')}</p>
            </section>
          )}
          {mails.data.rows.length === 0 ? (
            <div className={page.card}>
              <Notice title={t('notices.mailbox.empty')}>{t('notices.mailbox.emptyHint')}</Notice>
            </div>
          ) : (
            <ul className={page.stack}>
              {mails.data.rows.map((mail) => (
                <Row key={mail.mailId} mail={mail} timeZone={me.clock.timeZone} />
              ))}
            </ul>
          )}
          <ListPages {...mails.data} />
        </div>
      )}
    </div>
  );
}

function Row({ mail: { to, subject, state, at, text }, timeZone }: { mail: Mail; timeZone: string }) {
  const { t } = useTranslation();
  const moment = useMoment();
  return (
    <li className={classes.mail}>
      <b>{subject}</b>
      <p>{t('notices.mailbox.to', { to })}</p>
      <p className="soft">
        <span className={classes.state} data-state={state}>
          {t(`notices.mailbox.states.${state}`)}
        </span>
        {' · '}
        <span className="num">{moment(at, timeZone)}</span>
      </p>
      {text === null ? null : (
        <details>
          <summary>{t('notices.mailbox.show')}</summary>
          <p className={classes.text}>{text}</p>
        </details>
      )}
    </li>
  );
}
