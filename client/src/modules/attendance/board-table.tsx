import type { BoardRow } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../../platform/dates';
import { Link } from 'react-router';
import classes from './board-table.module.css';
import { SubmittedBar } from './submitted-bar';

/** Schools as a table where there is room, as cards where there is not; the same elements either way. */
export function BoardTable({ schools }: { schools: readonly BoardRow[] }) {
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className="hidden-text">{t('attendance.board.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('attendance.board.school')}</th>
          <th scope="col" className={classes.figure}>
            {t('attendance.board.pupils')}
          </th>
          <th scope="col">{t('attendance.board.registers')}</th>
          <th scope="col" className={classes.figure}>
            {t('attendance.board.attendance')}
          </th>
        </tr>
      </thead>
      <tbody>
        {schools.map((school) => (
          <SchoolRow key={school.schoolId} school={school} />
        ))}
      </tbody>
    </table>
  );
}

function SchoolRow({
  school: { schoolId, name, group, code, pupils, registers, present, marked },
}: {
  school: BoardRow;
}) {
  const { t } = useTranslation();
  const percent = formatPercent(present, marked);
  return (
    <tr>
      <th scope="row" className={classes.school}>
        <Link to={`/schools/${schoolId}/day`}>{name}</Link>
        <span className={classes.sub}>
          {[group, code].filter((part) => part !== null && part !== '').join(' · ')}
        </span>
      </th>
      <td className={classes.pupils}>
        {formatNumber(pupils)}
        <span className={classes.unit}> {t('attendance.board.pupilsUnit')}</span>
      </td>
      <td className={classes.registers}>
        <SubmittedBar submitted={registers.submitted} expected={registers.expected} />
        <span className={classes.sub}>
          {registers.expected === 0
            ? t('attendance.board.noneDue')
            : t('attendance.board.submittedOf', {
                count: registers.expected,
                submitted: registers.submitted,
              })}
        </span>
      </td>
      <td className={classes.percent}>
        {percent === null ? (
          <span className={classes.missing}>{t('attendance.board.notSubmitted')}</span>
        ) : (
          <b>{percent}</b>
        )}
        <Link to={`/schools/${schoolId}/summary`} className={classes.summary}>
          {t('attendance.board.summary')}
          <span className="hidden-text"> {name}</span>
        </Link>
      </td>
    </tr>
  );
}
