import { Button } from '@mantine/core';
import type { Notice as NoticeRow } from '@quad/shared/notifications';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { listParams, ListPages } from '../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { useMoment, useNoticeWords } from './notice-words';
import classes from './notices-page.module.css';
import { noticesQuery, useReadNotices } from './notifications.queries';

/** What Quad has told this person. Following a notice, or one press for all, marks them read. */
export function NoticesPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { page: asked } = listParams(useSearchParams()[0]);
  const notices = useLiveQuery(noticesQuery(asked === undefined ? {} : { page: asked }), {
    topics: [`notices:${me.personId}`],
  });
  const read = useReadNotices();
  const { rows = [], unread: count = 0, timeZone = me.clock.timeZone } = notices.data ?? {};
  return (
    <div className={page.page}>
      <PageHeader
        title={t('notices.title')}
        above={count === 0 ? t('notices.allRead') : t('notices.unread', { count })}
        chip={<ConnectionChip asOf={undefined} failed={notices.isError} />}
      />
      <div className={classes.controls}>
        <Button
          variant="default"
          disabled={count === 0}
          loading={read.isPending}
          onClick={() => read.mutate({ all: true })}
        >
          {t('notices.readAll')}
        </Button>
        <Button component={Link} to="/notices/settings" variant="subtle">
          {t('notices.open')}
        </Button>
      </div>
      {notices.data === undefined ? (
        notices.isError ? (
          <ErrorNotice error={notices.error} retry={() => void notices.refetch()} />
        ) : (
          <SkeletonRows heights={[72, 72, 72]} />
        )
      ) : rows.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('notices.empty')}>{t('notices.emptyHint')}</Notice>
        </div>
      ) : (
        <>
          <ul className={classes.list}>
            {rows.map((notice) => (
              <Row
                key={notice.noticeId}
                notice={notice}
                timeZone={timeZone}
                opened={() => read.mutate({ ids: [notice.noticeId] })}
              />
            ))}
          </ul>
          <ListPages {...notices.data} />
        </>
      )}
    </div>
  );
}

interface RowProps {
  notice: NoticeRow;
  timeZone: string;
  opened: () => void;
}

function Row({ notice, timeZone, opened }: RowProps) {
  const { t } = useTranslation();
  const words = useNoticeWords();
  const moment = useMoment();
  const isNew = notice.readAt === null;
  return (
    <li>
      <Link
        to={notice.link}
        className={classes.notice}
        data-new={isNew || undefined}
        onClick={isNew ? opened : undefined}
      >
        <span className={classes.words}>{words(notice)}</span>
        <span className={classes.more}>
          {isNew ? <span className={classes.isNew}>{t('notices.isNew')}</span> : null}
          <span className="soft num">{moment(notice.at, timeZone)}</span>
        </span>
      </Link>
    </li>
  );
}
