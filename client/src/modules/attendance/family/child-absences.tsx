import { absenceFile, type AbsenceReport } from '@quad/shared/attendance';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useCan } from '../../../platform/can';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import { ErrorNotice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { UndoToast, type Undoable } from '../../../platform/ui/undo-toast';
import { fileAddress } from './absence-file';
import classes from './family.module.css';
import { childAbsencesQuery, useAttachFile, useRestoreAbsence, useWithdrawAbsence } from './family.queries';
import { Refusal } from './refusal';
import { daysOf, useReportWords } from './words';

/** What was reported for a pupil and what became of it. */
export function ChildAbsences({ pupilId, action }: { pupilId: string; action: ReactNode }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const reports = useLiveQuery(childAbsencesQuery(pupilId, listParams(search).page), {
    topics: [`pupil:${pupilId}`],
  });
  const [done, setDone] = useState<Undoable | null>(null);
  const restore = useRestoreAbsence();
  return (
    <section className={page.padded}>
      <div className={classes.head}>
        <h2>{t('family.reports.title')}</h2>
        {action}
      </div>
      {reports.data === undefined ? (
        reports.isError ? (
          <ErrorNotice error={reports.error} retry={() => void reports.refetch()} />
        ) : (
          <SkeletonRows heights={[60]} />
        )
      ) : reports.data.rows.length === 0 ? (
        <p className="soft">{t('family.reports.none')}</p>
      ) : (
        <ul className={classes.rows}>
          {reports.data.rows.map((report) => (
            <Report
              key={report.id}
              report={report}
              withdrawn={() =>
                setDone({
                  id: report.id,
                  message: t('family.reports.withdrawn'),
                  undo: () => restore.mutate(report.id),
                })
              }
            />
          ))}
        </ul>
      )}
      <Refusal error={restore.error} />
      {reports.data === undefined ? null : <ListPages {...reports.data} />}
      <UndoToast done={done} gone={() => setDone(null)} />
    </section>
  );
}

function Report({ report, withdrawn }: { report: AbsenceReport; withdrawn: () => void }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const withdraw = useWithdrawAbsence();
  const attach = useAttachFile();
  const { id, state, answer, decidedBy, pupil: personId, pupilName: name } = report;
  const mine = useCan('absence:report', { personId }) && state === 'pending';
  const said = t(`family.state.${state}`);
  return (
    <li>
      <div>
        <b>{words(report)}</b>
        {report.text === '' ? null : <p className="soft">{report.text}</p>}
        <p className={classes.state} data-state={state}>
          {decidedBy === null ? said : t('family.reports.decidedBy', { state: said, name: decidedBy })}
          {answer === null ? '' : `: ${answer}`}
        </p>
        <p className={classes.actions}>
          {report.file === null ? null : (
            <a
              href={fileAddress(id)}
              className={classes.quietLink}
              aria-label={t('family.reports.fileOf', { name, days: daysOf(report) })}
            >
              {t('family.reports.file')}
            </a>
          )}
          {mine && report.file === null ? (
            <label className={classes.quietLink}>
              {t('family.reports.addFile')}
              <input
                type="file"
                className="hidden-text"
                accept={absenceFile.types.join(',')}
                onChange={(event) => {
                  const file = event.currentTarget.files?.[0];
                  if (file !== undefined) attach.mutate({ absenceId: id, file });
                }}
              />
            </label>
          ) : null}
        </p>
        <Refusal error={withdraw.error ?? attach.error} />
      </div>
      {mine ? (
        <button
          type="button"
          className={classes.quiet}
          onClick={() => withdraw.mutate(id, { onSuccess: withdrawn })}
        >
          {t('family.reports.withdraw')}
        </button>
      ) : null}
    </li>
  );
}
