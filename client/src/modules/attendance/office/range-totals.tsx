import type { Counts } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../../../platform/dates';
import totals from '../board-totals.module.css';
import { SubmittedBar } from '../submitted-bar';

interface RangeTotalsProps {
  counts: Counts;
  present: number;
  marked: number;
  submitted: number;
  /** null where only what was taken is known */
  expected: number | null;
  asOf: string;
}

/** The same figures at every level, so that the parts can be seen to add up. */
export function RangeTotals({ counts, present, marked, submitted, expected, asOf }: RangeTotalsProps) {
  const { t } = useTranslation();
  return (
    <dl className={totals.totals}>
      <div>
        <dt>{t('attendance.board.attendance')}</dt>
        <dd className={totals.figure}>{formatPercent(present, marked) ?? '–'}</dd>
        <dd>{asOf}</dd>
      </div>
      <div>
        <dt>{t('attendance.board.present')}</dt>
        <dd className={totals.figure}>{formatNumber(present)}</dd>
        <dd>{t('attendance.board.ofMarked', { marked: formatNumber(marked) })}</dd>
      </div>
      <div>
        <dt>{t('attendance.category.absent')}</dt>
        <dd className={totals.figure}>{formatNumber(counts.absent + counts.excused)}</dd>
        <dd>
          {t('office.summary.absentMore', {
            excused: formatNumber(counts.excused),
            late: formatNumber(counts.late),
          })}
        </dd>
      </div>
      <div>
        <dt>{t('office.day.submitted')}</dt>
        <dd className={totals.figure}>
          {expected === null
            ? formatNumber(submitted)
            : `${formatNumber(submitted)} / ${formatNumber(expected)}`}
        </dd>
        {expected === null ? (
          <dd>{t('office.summary.unmarked', { count: counts.unmarked })}</dd>
        ) : (
          <dd className={totals.bar}>
            <SubmittedBar submitted={submitted} expected={expected} />
          </dd>
        )}
      </div>
    </dl>
  );
}
