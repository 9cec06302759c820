import { addDays, weekdayOf } from '@quad/shared/platform';
import type { SchoolCalendar } from '@quad/shared/schools';
import { useTranslation } from 'react-i18next';
import { formatDay, longDay } from '../../../platform/dates';
import classes from './days.module.css';

interface MonthProps {
  /** `YYYY-MM` */
  month: string;
  calendar: SchoolCalendar;
  tap?: (date: string) => void;
}

/** One month, weeks beginning on Monday. A special day has its letter beside its colour. */
export function Month({ month, calendar, tap }: MonthProps) {
  const { t } = useTranslation();
  const first = `${month}-01`;
  return (
    <section className={classes.month}>
      <h3>{formatDay(first, { month: 'long', year: 'numeric' })}</h3>
      <div className={classes.grid}>
        {daysOf(month).map((date, index) => {
          const kind = calendar.days.find((day) => day.date === date)?.kind ?? null;
          const usual = isUsual(calendar, date) ? 'admin.days.schoolDay' : 'admin.days.noSchool';
          const said = t(kind === null ? usual : `admin.days.kind.${kind}`);
          return (
            <button
              key={date}
              type="button"
              disabled={tap === undefined}
              className={classes.day}
              style={index === 0 ? { gridColumnStart: weekdayOf(first) } : undefined}
              data-kind={kind ?? (isUsual(calendar, date) ? 'usual' : undefined)}
              data-today={date === calendar.today || undefined}
              aria-label={`${longDay(date)}, ${said}`}
              onClick={() => tap?.(date)}
            >
              {Number(date.slice(8))}
              <i aria-hidden="true">{kind === null ? '' : t(`admin.days.letter.${kind}`)}</i>
            </button>
          );
        })}
      </div>
    </section>
  );
}

/** What the term and the weekday say. */
function isUsual({ terms }: SchoolCalendar, date: string): boolean {
  return weekdayOf(date) <= 5 && terms.some(({ from, to }) => from <= date && date <= to);
}

function daysOf(month: string): string[] {
  const days: string[] = [];
  for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) days.push(date);
  return days;
}
