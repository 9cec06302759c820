import type { TeacherToday } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../platform/clock';
import { longDay } from '../../platform/dates';
import { usePollInterval } from '../../platform/live';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { myClassesQuery } from '../schools/schools.queries';
import { useLiveToday } from './attendance.live';
import { todayQuery } from './attendance.queries';
import { OutsideTimetable } from './outside-timetable';
import { splitDay } from './today';
import { LessonCard, LessonRow } from './today-row';
import classes from './today-page.module.css';

export function TodayPage() {
  const { t } = useTranslation();
  const { formalName, clock } = useMe();
  const today = useQuery({ ...todayQuery, refetchInterval: usePollInterval() });
  const myClasses = useQuery(myClassesQuery);
  const ids = new Set(
    [...(myClasses.data ?? []), ...(today.data?.rows ?? []), ...(today.data?.missed ?? [])].map(
      ({ classId }) => classId,
    ),
  );
  useLiveToday([...ids].sort());

  const wall = wallClock(useNow(), today.data?.timeZone ?? clock.timeZone);
  return (
    <div className={page.page}>
      <PageHeader
        title={t(`attendance.greeting.${partOfDay(wall.time)}`, { name: formalName })}
        tab={t('attendance.today')}
        above={longDay(today.data?.date ?? wall.date)}
        chip={<ConnectionChip asOf={today.data} failed={today.isError} />}
      />
      {today.data === undefined ? (
        today.isError ? (
          <ErrorNotice error={today.error} retry={() => void today.refetch()} />
        ) : (
          <SkeletonRows heights={[138, 74, 74, 74]} />
        )
      ) : (
        <Day today={today.data} />
      )}
    </div>
  );
}

function Day({ today }: { today: TeacherToday }) {
  const { t } = useTranslation();
  const day = splitDay(today, useNow());
  const shown = new Set(today.rows.map(({ registerId }) => registerId));
  const missed = today.missed.filter(({ registerId }) => !shown.has(registerId));
  return (
    <div className={page.stack}>
      {today.rows.length === 0 ? <NoLessons dayKind={today.dayKind} /> : null}
      {day.now.map((row) => (
        <LessonCard key={row.registerId} row={row} />
      ))}
      {day.next.map((row) => (
        <LessonRow key={row.registerId} row={row} today={today} />
      ))}
      {day.earlier.length === 0 ? null : <h2 className={page.section}>{t('attendance.earlier')}</h2>}
      {day.earlier.map((row) => (
        <LessonRow key={row.registerId} row={row} today={today} />
      ))}
      {missed.length === 0 ? null : (
        <section className={classes.missed}>
          <h2>{t('attendance.notTaken', { count: missed.length })}</h2>
          {missed.map((row) => (
            <LessonRow key={row.registerId} row={row} today={today} plain />
          ))}
        </section>
      )}
      <OutsideTimetable />
    </div>
  );
}

const kindsWithWords = [
  'holiday',
  'weather',
  'emergency',
  'strike',
  'teacherOnly',
  'nonInstructional',
] as const;

function NoLessons({ dayKind }: { dayKind: string }) {
  const { t } = useTranslation();
  const kind = kindsWithWords.find((name) => name === dayKind) ?? 'instructional';
  return (
    <div className={page.card}>
      <Notice title={t(`attendance.noLessons.${kind}`)}>{t('attendance.noLessons.hint')}</Notice>
    </div>
  );
}

function partOfDay(time: string): 'morning' | 'afternoon' | 'evening' {
  if (time < '12:00') return 'morning';
  return time < '18:00' ? 'afternoon' : 'evening';
}
