import { Button } from '@mantine/core';
import type { AbsenceReport, InboxItem } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { shortDay } from '../../../platform/dates';
import family from './family.module.css';
import classes from './inbox-page.module.css';
import { daysOf, useReportWords } from './words';

/** A report that waits for the office; what else can be done with it is on the page of all reports. */
export function ReportRow({ report, approve }: { report: AbsenceReport; approve: () => void }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { pupilName: name, by, text } = report;
  return (
    <div className={classes.card}>
      <div>
        <b>{name}</b>
        <p>{words(report)}</p>
        <p className="soft">
          {[t('family.office.by', { name: by }), text].filter((part) => part !== '').join(' · ')}
        </p>
      </div>
      <Button
        variant="outline"
        onClick={approve}
        aria-label={t('family.office.approveOne', { name, days: daysOf(report) })}
      >
        {t('family.office.approve')}
      </Button>
    </div>
  );
}

type Answered = Extract<InboxItem, { kind: 'requestAnswered' | 'absenceAnswered' }>;

/** What a family was told: about a report or about a mark. */
export function AnsweredRow({ item }: { item: Answered }) {
  const { t } = useTranslation();
  const words = useReportWords();
  if (item.kind === 'absenceAnswered') {
    const { pupil, pupilName, state, decidedBy, answer } = item.absence;
    const said = t('family.reports.decidedBy', { state: t(`family.state.${state}`), name: decidedBy ?? '' });
    return (
      <div className={classes.card}>
        <div>
          <Link to={`/family/${pupil}`}>{pupilName}</Link>
          <p>{words(item.absence)}</p>
          <p className={family.state} data-state={state}>
            {answer === null ? said : `${said}: ${answer}`}
          </p>
        </div>
      </div>
    );
  }
  const { pupilName, className, date, starts, state, answer, answeredBy } = item.request;
  return (
    <div className={classes.card}>
      <div>
        <b>{pupilName}</b>
        <p>{`${className} · ${shortDay(date)} ${starts}`}</p>
        <p className={family.state} data-state={state}>
          {t(`family.request.state.${state}`, { name: answeredBy ?? '', answer: answer ?? '' })}
        </p>
      </div>
    </div>
  );
}
