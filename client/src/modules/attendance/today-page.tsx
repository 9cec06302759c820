import { Button } from '@mantine/core';
import type { TeacherToday } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../platform/clock';
import { longDay } from '../../platform/dates';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { useLiveToday } from './attendance.live';
import { OutsideTimetable } from './outside-timetable';
import { dayAt, splitDay } from './today';
import { LessonCard, LessonRow } from './today-row';
import classes from './today-page.module.css';

export function TodayPage() {
  const { t } = useTranslation();
  const { formalName, clock } = useMe();
  const today = useLiveToday();

  const wall = wallClock(useNow(), today.data?.timeZone ?? clock.timeZone);
  const day = today.data === undefined ? undefined : dayAt(today.data, wall.date);
  const known = today.data?.date;
  const ask = useEffectEvent(() => void today.refetch());
  // the day has changed while the page stood open, or since this device last had an answer
  useEffect(() => {
    if (known !== undefined && known !== wall.date) ask();
  }, [known, wall.date]);
  return (
    <div className={page.page}>
      <PageHeader
        title={t(`attendance.greeting.${partOfDay(wall.time)}`, { name: formalName })}
        tab={t('attendance.today')}
        above={longDay(day?.date ?? wall.date)}
        chip={<ConnectionChip asOf={today.data} failed={today.isError} />}
      />
      {day === null ? (
        <div className={page.card}>
          <Notice
            title={t('offline.dayUnknown')}
            action={<Button onClick={() => void today.refetch()}>{t('action.retry')}</Button>}
          >
            {t('offline.dayUnknownHint')}
          </Notice>
        </div>
      ) : day === undefined ? (
        today.isError ? (
          <ErrorNotice error={today.error} retry={() => void today.refetch()} />
        ) : (
          <SkeletonRows heights={[138, 74, 74, 74]} />
        )
      ) : (
        <Day today={day} />
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
      {today.next === null || today.next.rows.length === 0 ? null : <NextDay today={today} {...today.next} />}
    </div>
  );
}

/** On the device already, so that it can be looked at, and taken on its day, without a network. */
function NextDay({ today, date, rows }: { today: TeacherToday } & NonNullable<TeacherToday['next']>) {
  const { t } = useTranslation();
  return (
    <section className={classes.next}>
      <h2 className={page.section}>{t('offline.next', { day: longDay(date) })}</h2>
      {rows.map((row) => (
        <LessonRow key={row.registerId} row={row} today={{ ...today, date }} plain />
      ))}
    </section>
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
