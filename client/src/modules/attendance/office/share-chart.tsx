import { useTranslation } from 'react-i18next';
import { formatDay, formatPercent, shortDay } from '../../../platform/dates';
import { floorOf, monthsOf, pathOf, type DayPoint } from './chart';
import classes from './share-chart.module.css';
import { partOf } from './share';
import table from './table.module.css';

/** Attendance day by day as a line, and under it how much of each day came in: what did not is hatched, never 0 %. */
export function ShareChart({ days, label }: { days: readonly DayPoint[]; label: string }) {
  const { t } = useTranslation();
  const counted = days.filter((day) => day.marked > 0);
  if (counted.length === 0) return <p className="soft">{t('office.chart.empty')}</p>;
  const floor = floorOf(days);
  const lowest = counted.reduce((low, day) => ((partOf(day) ?? 1) < (partOf(low) ?? 1) ? day : low));
  const total = counted.reduce(
    (sum, day) => ({ present: sum.present + day.present, marked: sum.marked + day.marked }),
    { present: 0, marked: 0 },
  );
  const words = t('office.chart.words', {
    label,
    from: shortDay(days[0]?.date ?? ''),
    to: shortDay(days.at(-1)?.date ?? ''),
    percent: formatPercent(total.present, total.marked),
    lowest: formatPercent(lowest.present, lowest.marked),
    day: shortDay(lowest.date),
  });
  return (
    <figure className={classes.figure}>
      <div className={classes.chart} role="img" aria-label={words}>
        <div className={classes.scale} aria-hidden="true">
          {[100, (100 + floor) / 2, floor].map((value) => (
            <span key={value}>{value} %</span>
          ))}
        </div>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {[0, 50, 100].map((y) => (
            <line key={y} x1="0" x2="100" y1={y} y2={y} className={classes.rule} />
          ))}
          <path d={pathOf(days, floor)} className={classes.line} />
        </svg>
        <div className={classes.strip} aria-hidden="true">
          {days.map(({ date, expected, submitted }) => (
            <span key={date}>
              <i
                style={{
                  blockSize: `${expected === 0 ? 100 : Math.min(100, (100 * submitted) / expected)}%`,
                }}
              />
            </span>
          ))}
        </div>
        <div className={classes.months} aria-hidden="true">
          {monthsOf(days)
            .filter(({ at }) => at < 0.97)
            .map(({ month, at }) => (
              <span key={month} style={{ insetInlineStart: `${at * 100}%` }}>
                {formatDay(`${month}-15`, { month: 'short' })}
              </span>
            ))}
        </div>
      </div>
      <figcaption className="soft">{t('office.chart.caption')}</figcaption>
      <details className={classes.table}>
        <summary>{t('office.chart.asTable')}</summary>
        <DaysTable days={days} label={label} />
      </details>
    </figure>
  );
}

function DaysTable({ days, label }: { days: readonly DayPoint[]; label: string }) {
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('office.day.date')}</th>
          <th scope="col" className={table.figure}>
            {t('attendance.board.attendance')}
          </th>
          <th scope="col" className={table.figure}>
            {t('attendance.board.present')}
          </th>
          <th scope="col" className={table.figure}>
            {t('attendance.board.registers')}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map(({ date, present, marked, expected, submitted }) => (
          <tr key={date}>
            <th scope="row">{shortDay(date)}</th>
            <td className={table.figure} data-label={t('attendance.board.attendance')}>
              {formatPercent(present, marked) ?? (
                <span className={table.missing}>{t('attendance.board.notSubmitted')}</span>
              )}
            </td>
            <td className={table.figure} data-label={t('attendance.board.present')}>
              {present} / {marked}
            </td>
            <td className={table.figure} data-label={t('attendance.board.registers')}>
              {submitted} / {expected}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
