import { Button } from '@mantine/core';
import type { Inbox, InboxItem, NudgeItem } from '@quad/shared/attendance';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { shortDay } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { UndoToast } from '../../../platform/ui/undo-toast';
import { AlertCard } from './alert-card';
import { inboxTopics } from './family.live';
import { inboxQuery } from './family.queries';
import classes from './inbox-page.module.css';
import { AnsweredRow, ReportRow } from './inbox-rows';
import { Refusal } from './refusal';
import { RequestCard } from './request-card';
import { useDecisions } from './use-decisions';

/** What waits for this person, whoever they are. It is done when what it is about is done. */
export function InboxPage() {
  const { t } = useTranslation();
  const me = useMe();
  const inbox = useLiveQuery(inboxQuery, { topics: inboxTopics(me) });
  const waiting = inbox.data?.waiting ?? 0;
  return (
    <div className={page.page}>
      <PageHeader
        title={t('family.inbox.title')}
        above={waiting === 0 ? t('family.inbox.nothingWaits') : t('family.inbox.waiting', { count: waiting })}
        chip={<ConnectionChip asOf={inbox.data} failed={inbox.isError} />}
      />
      {inbox.data === undefined ? (
        inbox.isError ? (
          <ErrorNotice error={inbox.error} retry={() => void inbox.refetch()} />
        ) : (
          <SkeletonRows heights={[110, 110, 110]} />
        )
      ) : inbox.data.items.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('family.inbox.empty')}>{t('family.inbox.emptyHint')}</Notice>
        </div>
      ) : (
        <Items inbox={inbox.data} />
      )}
    </div>
  );
}

type Of<K extends InboxItem['kind']> = Extract<InboxItem, { kind: K }>;

function Items({ inbox: { items, timeZone } }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const decisions = useDecisions(() => undefined);
  const of = <K extends InboxItem['kind']>(kind: K): Of<K>[] =>
    items.filter((item): item is Of<K> => item.kind === kind);
  const answers = items.filter((item) => item.kind === 'requestAnswered' || item.kind === 'absenceAnswered');
  return (
    <div className={page.stack}>
      {of('alert').map(({ alert }) => (
        <AlertCard key={alert.id} alert={alert} timeZone={timeZone} />
      ))}
      {of('nudge').map((nudge) => (
        <NudgeCard key={nudge.registerId} nudge={nudge} />
      ))}
      <Section title={t('family.inbox.requests')} shown={of('request').length > 0}>
        {of('request').map(({ request }) => (
          <RequestCard key={request.id} request={request} />
        ))}
      </Section>
      <Section
        title={t('family.inbox.reports')}
        shown={of('absence').length > 0}
        more={<Link to="/absences">{t('family.inbox.allReports')}</Link>}
      >
        <Refusal error={decisions.error} />
        {of('absence').map(({ absence }) => (
          <ReportRow key={absence.id} report={absence} approve={() => decisions.approve([absence.id])} />
        ))}
      </Section>
      <Section title={t('family.inbox.answers')} shown={answers.length > 0}>
        {answers.map((item) => (
          <AnsweredRow
            key={item.kind === 'absenceAnswered' ? item.absence.id : item.request.id}
            item={item}
          />
        ))}
      </Section>
      <UndoToast done={decisions.done} gone={decisions.forgetDone} />
    </div>
  );
}

function Section({
  title,
  shown,
  more,
  children,
}: {
  title: string;
  shown: boolean;
  more?: ReactNode;
  children: ReactNode;
}) {
  if (!shown) return null;
  return (
    <section className={page.stack} aria-label={title}>
      <div className={classes.head}>
        <h2 className={page.section}>{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}

function NudgeCard({ nudge: { registerId, className, by, date, starts } }: { nudge: NudgeItem }) {
  const { t } = useTranslation();
  return (
    <div className={classes.card}>
      <div>
        <b>{t('family.inbox.nudge', { by, className })}</b>
        <p className="soft">{t('family.inbox.nudgeWhen', { day: shortDay(date), starts })}</p>
      </div>
      <Button component={Link} to={`/registers/${registerId}`}>
        {t('family.inbox.take')}
      </Button>
    </div>
  );
}
