import { adminContract, type DayKind, type SchoolCalendar } from '@quad/shared/schools';
import { addDays } from '@quad/shared/platform';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCan } from '../../../platform/can';
import { shortDay } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { changed } from '../../../platform/ui/list-controls';
import { useCalendar, useChange } from '../admin.queries';
import admin from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import type { Sayer } from '../ui/use-toast';
import classes from './days.module.css';
import { Month } from './month';

interface DaysSectionProps {
  schoolId: string;
  mayChange: boolean;
  sayer: Sayer;
}

const brushes = [
  'holiday',
  'teacherOnly',
  'weather',
  'emergency',
  'strike',
  'makeUp',
  'nonInstructional',
  'instructional',
] as const satisfies DayKind[];

/** A year of months: choose what a day is, then tap the days. */
export function DaysSection(props: DaysSectionProps) {
  const calendar = useCalendar(props.schoolId);
  return (
    <Loaded query={calendar} heights={[60, 320, 320]}>
      {(data) => <Year {...props} calendar={data} />}
    </Loaded>
  );
}

function Year({ schoolId, mayChange, sayer, calendar }: DaysSectionProps & { calendar: SchoolCalendar }) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  const mayEverywhere = useCan('district:manage', { districtId });
  const [brush, setBrush] = useState<DayKind | null>('holiday');
  const [everywhere, setEverywhere] = useState(false);
  const paint = usePaint(schoolId, sayer);
  const [search, setSearch] = useSearchParams();
  const first = firstYear(search.get('year'), calendar.today);
  const turn = (years: number): void =>
    setSearch((before) => changed(before, 'year', String(first + years)), { replace: true });
  return (
    <section className={admin.section}>
      {mayChange ? (
        <>
          <p className="soft">{t('admin.days.hint')}</p>
          <div className={classes.brushes} role="group" aria-label={t('admin.days.brush')}>
            {[...brushes, null].map((kind) => (
              <button
                key={kind ?? 'usual'}
                type="button"
                aria-pressed={brush === kind}
                onClick={() => setBrush(kind)}
              >
                <i className={classes.sample} data-kind={kind ?? undefined} aria-hidden="true">
                  {kind === null ? '' : t(`admin.days.letter.${kind}`)}
                </i>
                {t(kind === null ? 'admin.days.usual' : `admin.days.kind.${kind}`)}
              </button>
            ))}
          </div>
          {mayEverywhere ? (
            <label className={admin.tick}>
              <input
                type="checkbox"
                checked={everywhere}
                onChange={(event) => setEverywhere(event.currentTarget.checked)}
              />
              {t('admin.days.everywhere')}
            </label>
          ) : null}
        </>
      ) : null}
      <div className={classes.years} role="group" aria-label={t('admin.days.years')}>
        <button type="button" aria-label={t('admin.days.earlier')} onClick={() => turn(-1)}>
          ‹
        </button>
        <h2 className="num" aria-live="polite">
          {t('admin.days.year', { from: first, to: first + 1 })}
        </h2>
        <button type="button" aria-label={t('admin.days.later')} onClick={() => turn(1)}>
          ›
        </button>
      </div>
      <div className={classes.months}>
        {monthsFrom(first).map((month) => (
          <Month
            key={month}
            month={month}
            calendar={calendar}
            {...(mayChange && { tap: (date: string) => paint(date, brush, everywhere) })}
          />
        ))}
      </div>
    </section>
  );
}

/** Sets a day, and back with the toast's Undo: in every school to what each had said. */
function usePaint(
  schoolId: string,
  { done, refused }: Sayer,
): (date: string, kind: DayKind | null, everywhere: boolean) => void {
  const { t } = useTranslation();
  const here = useChange(adminContract.setDay);
  const all = useChange(adminContract.setDistrictDay);
  const nameOf = (kind: DayKind | null): string =>
    t(kind === null ? 'admin.days.usual' : `admin.days.kind.${kind}`);
  const setBack = (date: string, school: string, kind: DayKind | null): void =>
    here.mutate({ params: { schoolId: school, date }, body: { kind } }, { onError: refused });
  return (date, kind, everywhere) => {
    const words = { day: shortDay(date), kind: nameOf(kind) };
    if (!everywhere)
      return here.mutate(
        { params: { schoolId, date }, body: { kind } },
        {
          onSuccess: (before) => done(t('admin.days.set', words), () => setBack(date, schoolId, before.kind)),
          onError: refused,
        },
      );
    const undo = (before: readonly { schoolId: string; kind: DayKind | null }[]): void =>
      all.mutate(
        { params: { date }, body: { kind: null } },
        {
          onSuccess: () => before.forEach((day) => setBack(date, day.schoolId, day.kind)),
          onError: refused,
        },
      );
    all.mutate(
      { params: { date }, body: { kind } },
      {
        onSuccess: ({ schools, before }) =>
          done(t('admin.days.setEverywhere', { ...words, count: schools }), () => undo(before)),
        onError: refused,
      },
    );
  };
}

/** A school year begins in September here; the days themselves know nothing of it. */
function firstYear(said: string | null, today: string): number {
  if (said !== null && /^20\d\d$/.test(said)) return Number(said);
  return Number(today.slice(0, 4)) - (today.slice(5, 7) < '08' ? 1 : 0);
}

function monthsFrom(year: number): string[] {
  const months: string[] = [];
  for (let day = `${year}-09-01`; months.length < 12; day = addDays(`${day.slice(0, 7)}-28`, 4))
    months.push(day.slice(0, 7));
  return months;
}
