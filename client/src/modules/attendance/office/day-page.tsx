import type { SchoolDay } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useNow } from '../../../platform/clock';
import { longDay, shortDay } from '../../../platform/dates';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { changed, Chips, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { UndoToast, type Undoable } from '../../../platform/ui/undo-toast';
import { AbsentTab } from './absent-tab';
import { dayParams } from './address';
import { DateSteps } from './date-steps';
import classes from './day-page.module.css';
import { DayRows } from './day-rows';
import { DayTotals } from './day-totals';
import { dayQuery, everyMinute } from './office.queries';
import { shownStandings } from './standing-chip';
import { OfSchool, SchoolPicker } from './use-school';

export function DayPage() {
  const { t } = useTranslation();
  return (
    <OfSchool permission="day:read" title={t('office.day.title')}>
      {(schoolId) => <SchoolDayPage key={schoolId} schoolId={schoolId} />}
    </OfSchool>
  );
}

function SchoolDayPage({ schoolId }: { schoolId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const [done, setDone] = useState<Undoable | null>(null);
  const day = useLiveQuery(dayQuery(schoolId, dayParams(search)), {
    topics: [`school:${schoolId}`, `setup:${schoolId}`],
    every: everyMinute,
  });
  const today = wallClock(useNow(), day.data?.timeZone ?? me.clock.timeZone).date;
  const date = day.data?.date ?? today;
  const absent = search.get('tab') === 'absent';
  const title = date === today ? t('office.day.title') : longDay(date);
  return (
    <div className={page.wide}>
      <PageHeader
        title={title}
        tab={[title, day.data?.schoolName].filter((part) => part !== undefined).join(', ')}
        above={[day.data?.schoolName, shortDay(date)].filter((part) => part !== undefined).join(' · ')}
        chip={<ConnectionChip asOf={day.data} failed={day.isError} />}
      />
      <div className={classes.head}>
        <nav className={classes.tabs} aria-label={t('office.day.tabs')}>
          <Link to={`?${tab(search, '')}`} aria-current={absent ? undefined : 'page'}>
            {t('office.day.registers')}
          </Link>
          <Link to={`?${tab(search, 'absent')}`} aria-current={absent ? 'page' : undefined}>
            {t('office.day.absent')}
          </Link>
          <Link to={`/schools/${schoolId}/summary`}>{t('office.day.summary')}</Link>
        </nav>
        <SchoolPicker permission="day:read" schoolId={schoolId} />
        <DateSteps date={date} today={today} />
      </div>
      {absent ? (
        <AbsentTab schoolId={schoolId} today={today} say={setDone} />
      ) : day.data === undefined ? (
        day.isError ? (
          <ErrorNotice error={day.error} retry={() => void day.refetch()} />
        ) : (
          <SkeletonRows heights={[108, 44, 64, 64, 64, 64]} />
        )
      ) : (
        <Registers day={day.data} today={today} stale={day.isPlaceholderData} say={setDone} />
      )}
      <UndoToast done={done} gone={() => setDone(null)} />
    </div>
  );
}

interface RegistersProps {
  day: SchoolDay;
  today: string;
  stale: boolean;
  say: (done: Undoable) => void;
}

function Registers({ day, today, stale, say }: RegistersProps) {
  const { t } = useTranslation();
  const all = Object.values(day.standings).reduce((sum, n) => sum + n, 0);
  if (all === 0) return <NoRegisters dayKind={day.dayKind} />;
  const choices = shownStandings.filter((standing) => day.standings[standing] > 0);
  return (
    <div className={classes.stack} aria-busy={stale}>
      <DayTotals day={day} />
      <div className={classes.controls} role="search">
        <SearchField label={t('office.day.search')} />
        <Chips
          label={t('office.day.filter')}
          name="standing"
          choices={[
            { value: '', label: t('office.day.all'), count: all },
            ...choices.map((value) => ({
              value,
              label: t(`office.standing.${value}`),
              count: day.standings[value],
            })),
          ]}
        />
      </div>
      {day.rows.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('office.day.noMatch')}>{t('office.day.noMatchMore')}</Notice>
        </div>
      ) : (
        <DayRows day={day} today={today} say={say} />
      )}
      <ListPages page={day.page} pages={day.pages} />
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

function NoRegisters({ dayKind }: { dayKind: string }) {
  const { t } = useTranslation();
  const kind = kindsWithWords.find((name) => name === dayKind) ?? 'instructional';
  return (
    <div className={page.card}>
      <Notice title={t(`attendance.noLessons.${kind}`)}>{t('office.day.noneMore')}</Notice>
    </div>
  );
}

/** The other tab is another list: search, filter and page stay behind, the day and the school don't. */
function tab(search: URLSearchParams, name: string): string {
  const kept = new URLSearchParams();
  for (const key of ['school', 'date']) {
    const value = search.get(key);
    if (value !== null) kept.set(key, value);
  }
  return changed(kept, 'tab', name).toString();
}
