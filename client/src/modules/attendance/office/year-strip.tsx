import type { PupilYearDto } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { formatDay, formatPercent } from '../../../platform/dates';
import { formatDays } from './warning-words';
import classes from './year-strip.module.css';

type Day = PupilYearDto['days'][number];

/** Every day of the year by month: full, part, or none of it attended; each by its shape as well as its colour. */
export function YearStrip({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation();
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))].sort();
  return (
    <>
      <ul className={classes.months}>
        {months.map((month) => (
          <Month key={month} month={month} days={days.filter(({ date }) => date.startsWith(month))} />
        ))}
      </ul>
      <p className={classes.legend} aria-hidden="true">
        {(['full', 'part', 'none'] as const).map((kind) => (
          <span key={kind}>
            <i className={classes.day} data-kind={kind} /> {t(`office.year.kind.${kind}`)}
          </span>
        ))}
      </p>
    </>
  );
}

function Month({ month, days }: { month: string; days: readonly Day[] }) {
  const { t } = useTranslation();
  const total = days.reduce(
    (sum, day) => ({ possible: sum.possible + day.possible, attended: sum.attended + day.attended }),
    { possible: 0, attended: 0 },
  );
  const byDay = new Map(days.map((day) => [Number(day.date.slice(8)), day]));
  const name = formatDay(`${month}-15`, { month: 'long' });
  const missed = days.filter((day) => kindOf(day) === 'none' || kindOf(day) === 'part');
  const label = t('office.year.month', {
    month: name,
    attended: formatDays(total.attended),
    possible: formatDays(total.possible),
    missed:
      missed.length === 0
        ? t('office.year.never')
        : missed.map(({ date }) => formatDay(date, { day: 'numeric', month: 'long' })).join(', '),
  });
  return (
    <li className={classes.month}>
      <span className={classes.name}>{formatDay(`${month}-15`, { month: 'short' })}</span>
      <div className={classes.days} role="img" aria-label={label}>
        {Array.from({ length: 31 }, (_, index) => (
          <i key={index} className={classes.day} data-kind={kindOf(byDay.get(index + 1))} />
        ))}
      </div>
      <span className={classes.share}>{formatPercent(total.attended, total.possible) ?? '–'}</span>
    </li>
  );
}

function kindOf(day: Day | undefined): 'full' | 'part' | 'none' | undefined {
  if (day === undefined || day.possible === 0) return undefined;
  if (day.attended >= day.possible) return 'full';
  return day.attended === 0 ? 'none' : 'part';
}
