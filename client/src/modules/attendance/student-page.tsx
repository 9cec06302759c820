import type { StudentAttendance } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useNow } from '../../platform/clock';
import { formatPercent, longDay, timeAt } from '../../platform/dates';
import { usePollInterval } from '../../platform/live';
import { useMe } from '../../platform/session';
import { useCountWords } from '../../platform/ui/category-bar';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ErrorNotice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { useLiveMarks } from './attendance.live';
import { ownAttendanceQuery } from './attendance.queries';
import { MarkLetter } from './mark-letter';
import { useMarkWords } from './mark-words';
import { latestMark, marksOf, termTally } from './student';
import { StudentMonth } from './student-month';
import classes from './student-page.module.css';
import { StudentRing } from './student-ring';

export function StudentPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const asked = search.get('month');
  const month = asked !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : null;
  const own = useQuery({ ...ownAttendanceQuery(month), refetchInterval: usePollInterval() });
  useLiveMarks(me.personId);
  const wall = wallClock(useNow(), me.clock.timeZone);

  return (
    <div className={page.medium}>
      <PageHeader
        title={t('home.hello', { name: me.givenName })}
        tab={t('attendance.myAttendance')}
        above={own.data?.term?.name ?? longDay(wall.date)}
        chip={<ConnectionChip asOf={own.data} failed={own.isError} />}
      />
      {own.data === undefined ? (
        own.isError ? (
          <ErrorNotice error={own.error} retry={() => void own.refetch()} />
        ) : (
          <SkeletonRows heights={[134, 120, 250]} />
        )
      ) : (
        <div className={classes.columns}>
          <Term own={own.data} />
          <Lessons own={own.data} />
          <StudentMonth own={own.data} stale={own.isPlaceholderData} />
        </div>
      )}
    </div>
  );
}

/** The term in one figure, and the last thing that happened. */
function Term({ own }: { own: StudentAttendance }) {
  const { t } = useTranslation();
  const words = useCountWords();
  const { counts, present, marked } = termTally(own);
  const latest = latestMark(marksOf(own, own.today));
  return (
    <section className={classes.term} aria-label={t('attendance.term')}>
      <StudentRing
        part={marked === 0 ? null : present / marked}
        label={formatPercent(present, marked) ?? '–'}
      />
      <div>
        <h2 className="num">
          {marked === 0 ? t('attendance.nothingYet') : t('attendance.lessonsOf', { count: marked, present })}
        </h2>
        <p className="soft num">
          {words(['late', 'absent', 'excused'], counts) === t('count.none')
            ? t('attendance.alwaysThere')
            : words(['late', 'absent', 'excused'], counts)}
        </p>
        <div role="status">
          {latest?.at == null || latest.code === null ? null : (
            <p className={classes.latest}>
              {t('attendance.markedAt', {
                code: t(`code.${latest.code as 'P'}`).toLowerCase(),
                time: timeAt(latest.at, own.timeZone),
              })}
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

/** Today's timetable with the mark of each lesson. */
function Lessons({ own }: { own: StudentAttendance }) {
  const { t } = useTranslation();
  const words = useMarkWords();
  const marks = new Map(marksOf(own, own.today).map((mark) => [mark.registerId, mark]));
  return (
    <section className={page.padded}>
      <h2>{longDay(own.today)}</h2>
      {own.lessons.length === 0 ? <p className={classes.quiet}>{t('attendance.noLessonsToday')}</p> : null}
      <ul className={classes.lessons}>
        {own.lessons.map((lesson) => {
          const mark = marks.get(lesson.registerId);
          return (
            <li key={lesson.registerId}>
              <b className="num">{lesson.starts}</b>
              <span>
                {lesson.className}
                <span className={classes.sub}>
                  {[lesson.room, mark === undefined ? '' : words(mark)]
                    .filter((part) => part !== null && part !== '')
                    .join(' · ')}
                </span>
              </span>
              <MarkLetter set={own.codeSet} code={mark?.code ?? null} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
