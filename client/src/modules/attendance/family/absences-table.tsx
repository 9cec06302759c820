import { Button } from '@mantine/core';
import type { AbsenceReport } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fileAddress } from './absence-file';
import classes from './absences-table.module.css';
import { daysOf } from './words';

interface AbsencesTableProps {
  reports: readonly AbsenceReport[];
  chosen: readonly string[];
  choose: (id: string, on: boolean) => void;
  approve: (id: string) => void;
  decline: (id: string) => void;
  reopen: (id: string) => void;
}

/** Reports as a table where there is room, as cards where there is not. */
export function AbsencesTable({ reports, ...acts }: AbsencesTableProps) {
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className="hidden-text">{t('family.office.caption')}</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.box}>
            <span className="hidden-text">{t('family.office.selected', { count: acts.chosen.length })}</span>
          </th>
          <th scope="col">{t('family.office.pupil')}</th>
          <th scope="col">{t('family.office.days')}</th>
          <th scope="col">{t('family.office.reason')}</th>
          <th scope="col">{t('family.office.decision')}</th>
        </tr>
      </thead>
      <tbody>
        {reports.map((report) => (
          <Row key={report.id} report={report} {...acts} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  report,
  chosen,
  choose,
  ...acts
}: { report: AbsenceReport } & Omit<AbsencesTableProps, 'reports'>) {
  const { t } = useTranslation();
  const { id, pupil, pupilName: name, text, by, state, file } = report;
  const days = daysOf(report);
  return (
    <tr>
      <td className={classes.box}>
        {state === 'pending' ? (
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => choose(id, event.currentTarget.checked)}
              aria-label={t('family.office.select', { name, days })}
            />
          </label>
        ) : null}
      </td>
      <th scope="row" className={classes.who}>
        <Link to={`/pupils/${pupil}`}>{name}</Link>
        <span className={classes.sub}>{t('family.office.by', { name: by })}</span>
      </th>
      <td className={classes.days}>{days}</td>
      <td className={classes.reason}>
        {t(`family.kind.${report.reasonKind}`)}
        {text === '' ? null : <span className={classes.sub}>{text}</span>}
        {file === null ? null : (
          <a
            className={classes.file}
            href={fileAddress(id)}
            aria-label={t('family.reports.fileOf', { name, days })}
          >
            {t('family.reports.file')}
          </a>
        )}
      </td>
      <td className={classes.decision}>
        <Decision report={report} days={days} {...acts} />
      </td>
    </tr>
  );
}

function Decision({
  report: { id, pupilName: name, state, code, answer, decidedBy },
  days,
  approve,
  decline,
  reopen,
}: { report: AbsenceReport; days: string } & Pick<AbsencesTableProps, 'approve' | 'decline' | 'reopen'>) {
  const { t } = useTranslation();
  if (state === 'pending')
    return (
      <span className={classes.buttons}>
        <Button onClick={() => approve(id)} aria-label={t('family.office.approveOne', { name, days })}>
          {t('family.office.approve')}
        </Button>
        <Button
          variant="default"
          onClick={() => decline(id)}
          aria-label={t('family.office.declineOne', { name, days })}
        >
          {t('family.office.decline')}
        </Button>
      </span>
    );
  const said = t(`family.state.${state}`);
  return (
    <span className={classes.decided}>
      <span>
        <b>{code === null ? said : `${code} · ${said}`}</b>
        <span className={classes.sub}>{[decidedBy, answer].filter((part) => part !== null).join(': ')}</span>
      </span>
      {state === 'withdrawn' ? null : (
        <Button
          variant="subtle"
          onClick={() => reopen(id)}
          aria-label={t('family.office.reopenOne', { name, days })}
        >
          {t('family.office.reopen')}
        </Button>
      )}
    </span>
  );
}
