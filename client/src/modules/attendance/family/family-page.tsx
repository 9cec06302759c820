import { Button } from '@mantine/core';
import type { ChildCard } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useNow } from '../../../platform/clock';
import { formatPercent, longDay } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { UndoToast } from '../../../platform/ui/undo-toast';
import { termTally } from '../student';
import { LessonList } from '../student-parts';
import { AlertCard } from './alert-card';
import { useLiveChildren } from './family.live';
import classes from './family.module.css';
import { useWithdrawAbsence } from './family.queries';
import { Refusal } from './refusal';
import { useReportWords } from './words';

/** A guardian's first page: every child's day as it happens. */
export function FamilyPage() {
  const { t } = useTranslation();
  const me = useMe();
  const children = useLiveChildren();
  const wall = wallClock(useNow(), me.clock.timeZone);
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('home.hello', { name: me.givenName })}
        tab={t('family.tab')}
        above={longDay(wall.date)}
        chip={<ConnectionChip asOf={children.data?.[0]} failed={children.isError} />}
      />
      {children.data === undefined ? (
        children.isError ? (
          <ErrorNotice error={children.error} retry={() => void children.refetch()} />
        ) : (
          <SkeletonRows heights={[320, 320]} />
        )
      ) : children.data.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('family.noChildren')}>{t('family.noChildrenHint')}</Notice>
        </div>
      ) : (
        <div className={classes.children}>
          {urgentFirst(children.data).map((child) => (
            <Child key={child.pupil} child={child} />
          ))}
        </div>
      )}
      <Reported />
    </div>
  );
}

/** A child that is missed stands first; else they keep their order. */
function urgentFirst(children: readonly ChildCard[]): ChildCard[] {
  const isMissed = ({ alert }: ChildCard): boolean => alert?.state === 'sent';
  return [...children].sort((a, b) => Number(isMissed(b)) - Number(isMissed(a)));
}

/** Whoever comes from reporting is told that the school knows, and may take it back at once. */
function Reported() {
  const { t } = useTranslation();
  const location = useLocation();
  const navigate = useNavigate();
  const withdraw = useWithdrawAbsence();
  const state: unknown = location.state;
  const id =
    typeof state === 'object' && state !== null && 'reported' in state ? String(state.reported) : null;
  return (
    <>
      <Refusal error={withdraw.error} />
      <UndoToast
        done={id === null ? null : { id, message: t('family.reports.sent'), undo: () => withdraw.mutate(id) }}
        gone={() => void navigate('.', { replace: true, state: null })}
      />
    </>
  );
}

function Child({ child }: { child: ChildCard }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { present, marked } = termTally(child);
  const percent = formatPercent(present, marked);
  const { pupil, name } = child;
  return (
    <article className={classes.child} aria-label={name}>
      <header className={classes.childHead}>
        <Link to={`/family/${pupil}`} aria-label={t('family.open', { name })}>
          <h2>{name}</h2>
          <span className="soft">{child.schoolName}</span>
        </Link>
        {percent === null ? null : (
          <p className={`${classes.percent ?? ''} num`}>
            {percent}
            <small>{t('attendance.term')}</small>
          </p>
        )}
      </header>
      {child.alert === null ? null : <AlertCard alert={child.alert} timeZone={child.timeZone} />}
      {child.absences.length === 0 ? null : (
        <ul className={classes.notes}>
          {child.absences.slice(0, 3).map((report) => (
            <li key={report.id}>{`${words(report)}: ${t(`family.state.${report.state}`)}`}</li>
          ))}
        </ul>
      )}
      {child.lessons.length === 0 ? <p className="soft">{t('family.noLessons')}</p> : null}
      <LessonList own={child} wrong={null} />
      <Button
        component={Link}
        to={`/family/report?pupil=${pupil}`}
        aria-label={t('family.reportFor', { name })}
      >
        {t('family.report')}
      </Button>
    </article>
  );
}
