import { Button } from '@mantine/core';
import { isoWeekPattern, addDays, daysOfWeek, wallClock, weekOf } from '@quad/shared/platform';
import type { ClassWeek } from '@quad/shared/attendance';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useNow } from '../../../platform/clock';
import { formatDay, timeAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { useCodeLabel } from '../code-words';
import classes from './print-page.module.css';
import { weekQuery } from './reports.queries';

/** A week of a class on A4, black on white also at night: what is on the screen is what comes out of the printer. */
export function PrintPage() {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const { classId = '' } = useParams();
  const [search] = useSearchParams();
  const schoolId =
    search.get('school') ?? me.teaches.find((taught) => taught.classId === classId)?.schoolId ?? '';
  const asked = search.get('week') ?? '';
  const today = wallClock(now, me.clock.timeZone).date;
  const week = isoWeekPattern.test(asked) ? asked : weekOf(today);
  const grid = useQuery(weekQuery(schoolId, classId, week));
  const beside = (days: number): string => {
    const next = weekOf(addDays(daysOfWeek(week)?.[0] ?? today, days));
    return `?school=${schoolId}&week=${next}`;
  };
  return (
    <main id="main" className={classes.page}>
      <title>{`${grid.data?.className ?? t('reports.print')} ${week} · Quad`}</title>
      <div className={classes.tools}>
        <Link to={`/reports?report=register&school=${schoolId}&class=${classId}`}>{t('reports.back')}</Link>
        <Link to={beside(-7)}>{t('reports.weekBefore')}</Link>
        <Link to={beside(7)}>{t('reports.weekAfter')}</Link>
        <Button disabled={grid.data === undefined} onClick={() => window.print()}>
          {t('reports.printNow')}
        </Button>
      </div>
      {grid.data === undefined ? (
        grid.isError ? (
          <ErrorNotice level={1} error={grid.error} retry={() => void grid.refetch()} />
        ) : (
          <SkeletonRows heights={[60, 480]} />
        )
      ) : (
        <Sheet grid={grid.data} />
      )}
    </main>
  );
}

function Sheet({ grid }: { grid: ClassWeek }) {
  const { t } = useTranslation();
  const written = (date: string): string =>
    formatDay(date, { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    <div className={classes.sheet}>
      <header>
        <h1>{grid.className}</h1>
        <p>
          {grid.schoolName} · {grid.week} ·{' '}
          {t('reports.fromTo', { from: written(grid.from), to: written(grid.to) })}
        </p>
      </header>
      {grid.lessons.length === 0 || grid.pupils.length === 0 ? (
        <Notice title={t(grid.pupils.length === 0 ? 'reports.noPupils' : 'reports.noLessons')} />
      ) : (
        <Grid grid={grid} />
      )}
      <footer>
        <Legend grid={grid} />
        <p>
          {t('reports.printedAt', {
            day: written(wallClock(grid.now, grid.timeZone).date),
            time: timeAt(grid.now, grid.timeZone),
          })}
        </p>
      </footer>
    </div>
  );
}

function Grid({ grid: { lessons, pupils, className } }: { grid: ClassWeek }) {
  const { t } = useTranslation();
  return (
    // a wide week scrolls by itself on a small screen, and a keyboard must be able to scroll it
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a region that scrolls takes the focus
    <div className={classes.scroll} role="region" aria-label={className} tabIndex={0}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <th scope="col">{t('reports.pupil')}</th>
            {lessons.map((lesson) => (
              <th
                key={`${lesson.date} ${lesson.period}`}
                scope="col"
                data-untaken={!lesson.taken || undefined}
              >
                {formatDay(lesson.date, { weekday: 'short', day: 'numeric' })}
                <span>{lesson.starts}</span>
                {lesson.taken ? null : <span>{t('reports.untaken')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pupils.map(({ pupil, name, marks }) => (
            <tr key={pupil}>
              <th scope="row">{name}</th>
              {lessons.map((lesson, i) => {
                const mark = marks[i];
                return (
                  <td key={`${lesson.date} ${lesson.period}`}>
                    {mark == null ? '' : (mark.code ?? '')}
                    {mark?.minutes === undefined ? null : <small>{mark.minutes}</small>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the letters mean, only those that stand on the sheet. */
function Legend({ grid: { lessons, pupils, codeSets } }: { grid: ClassWeek }) {
  const { t } = useTranslation();
  return (
    <p>
      {codeSets.map(({ codeSet }) => (
        <Letters
          key={codeSet}
          set={codeSet}
          letters={[
            ...new Set(
              pupils.flatMap(({ marks }) =>
                marks.flatMap((mark, i) => (lessons[i]?.codeSet === codeSet ? (mark?.code ?? []) : [])),
              ),
            ),
          ]}
        />
      ))}
      {t('reports.smallFigures')}
    </p>
  );
}

function Letters({ set, letters }: { set: string; letters: readonly string[] }) {
  const label = useCodeLabel(set);
  return letters.length === 0 ? null : (
    <>{letters.map((letter) => `${letter} ${label(letter)}`).join(' · ')}. </>
  );
}
