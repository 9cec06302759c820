import { attendanceOf, type SchoolDay } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent, shortDay, timeAt } from '../../../platform/dates';
import { SubmittedBar } from '../submitted-bar';
import totals from '../board-totals.module.css';
import { Change } from './change';

/** The school's day in four figures; what nobody marked is in none of them. */
export function DayTotals({ day }: { day: SchoolDay }) {
  const { t } = useTranslation();
  const { present, marked } = attendanceOf(day.counts);
  const { submitted, expected } = day.registers;
  return (
    <dl className={totals.totals}>
      <div>
        <dt>{t('attendance.board.present')}</dt>
        <dd className={totals.figure}>{formatNumber(present)}</dd>
        <dd>{t('attendance.board.ofMarked', { marked: formatNumber(marked) })}</dd>
      </div>
      <div>
        <dt>{t('attendance.board.attendance')}</dt>
        <dd className={totals.figure}>{formatPercent(present, marked) ?? '–'}</dd>
        {day.compare === null ? (
          <dd>{t('chip.asOf', { time: timeAt(day.now, day.timeZone) })}</dd>
        ) : (
          <dd>
            <Change now={day.compare.now} then={day.compare.then} than={shortDay(day.compare.date)} />
            {t('office.compared', { count: day.compare.registers })}
          </dd>
        )}
      </div>
      <div>
        <dt>{t('office.day.submitted')}</dt>
        <dd className={totals.figure}>{`${formatNumber(submitted)} / ${formatNumber(expected)}`}</dd>
        <dd className={totals.bar}>
          <SubmittedBar submitted={submitted} expected={expected} />
        </dd>
      </div>
      <div>
        <dt>{t('office.day.onRoll')}</dt>
        <dd className={totals.figure}>{formatNumber(day.onRoll)}</dd>
        <dd>{t('chip.asOf', { time: timeAt(day.now, day.timeZone) })}</dd>
      </div>
    </dl>
  );
}
