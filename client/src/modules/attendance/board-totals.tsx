import type { Board } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent, timeAt } from '../../platform/dates';
import classes from './board-totals.module.css';
import { BoardChange } from './office/board-trend';
import { SubmittedBar } from './submitted-bar';

export function BoardTotals({ board }: { board: Board }) {
  const { t } = useTranslation();
  const { totals, now, timeZone } = board;
  const asOf = t('chip.asOf', { time: timeAt(now, timeZone) });
  return (
    <dl className={classes.totals}>
      <div>
        <dt>{t('attendance.board.present')}</dt>
        <dd className={classes.figure}>{formatNumber(totals.present)}</dd>
        <dd>{t('attendance.board.ofMarked', { marked: formatNumber(totals.marked) })}</dd>
      </div>
      <div>
        <dt>{t('attendance.board.attendance')}</dt>
        <dd className={classes.figure}>{formatPercent(totals.present, totals.marked) ?? '–'}</dd>
        <dd>
          <BoardChange date={board.date} />
        </dd>
        <dd>{asOf}</dd>
      </div>
      <div>
        <dt>{t('attendance.board.reported')}</dt>
        <dd
          className={classes.figure}
        >{`${formatNumber(totals.reported)} / ${formatNumber(totals.schools)}`}</dd>
        <dd className={classes.bar}>
          <SubmittedBar submitted={totals.reported} expected={totals.schools} />
        </dd>
      </div>
      <div>
        <dt>{t('attendance.board.pupils')}</dt>
        <dd className={classes.figure}>{formatNumber(totals.pupils)}</dd>
        <dd>{t('attendance.board.onRoll')}</dd>
      </div>
    </dl>
  );
}
