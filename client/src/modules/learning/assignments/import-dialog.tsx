import { Button } from '@mantine/core';
import { gradebookContract, type GradeImportResult } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import admin from '../../schools/ui/admin.module.css';
import { useRefusalText } from '../video/refusal-text';
import { useGradeChange } from './assignments.queries';

interface ImportDialogProps {
  courseId: string;
  close: () => void;
  done: (text: string) => void;
}

const mostBytes = 2_000_000;

/** A file of grades: first what it would change, line by line what cannot be taken, then all of it at once. */
export function ImportDialog({ courseId, close, done }: ImportDialogProps) {
  const { t } = useTranslation();
  const words = useRefusalText();
  const [csv, setCsv] = useState('');
  const [compared, setCompared] = useState<GradeImportResult | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const bring = useGradeChange(gradebookContract.importGrades, courseId);
  const failed = (error: unknown): void => setProblem(words(error));
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setCompared(null);
    setProblem(file.size > mostBytes ? t('learning.assignments.import.tooBig') : null);
    if (file.size > mostBytes) return;
    const text = await file.text();
    setCsv(text);
    bring.mutate(
      { params: { courseId }, body: { csv: text, digest: null } },
      { onSuccess: setCompared, onError: failed },
    );
  };
  const apply = (digest: string): void =>
    bring.mutate(
      { params: { courseId }, body: { csv, digest } },
      {
        onSuccess: ({ changes: count }) => {
          done(t('learning.assignments.import.applied', { count }));
          close();
        },
        onError: failed,
      },
    );
  return (
    <Dialog opened close={close} title={t('learning.assignments.book.import')}>
      <div className={admin.form}>
        <p className="soft">{t('learning.assignments.import.hint')}</p>
        <label className={admin.plain}>
          <span className="hidden-text">{t('learning.assignments.import.file')}</span>
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </label>
        <div role="status">
          {bring.isPending ? t('loading') : null}
          {compared === null ? null : <Compared compared={compared} />}
        </div>
        {problem === null ? null : (
          <p role="alert" className={admin.refusal}>
            {problem}
          </p>
        )}
        <DialogActions>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button
            disabled={compared === null || compared.changes === 0}
            loading={bring.isPending}
            onClick={() => {
              if (compared !== null) apply(compared.digest);
            }}
          >
            {t('learning.assignments.import.apply', { count: compared?.changes ?? 0 })}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}

function Compared({ compared }: { compared: GradeImportResult }) {
  const { t } = useTranslation();
  const { changes, same, refusals, shown, refused } = compared;
  const value = (text: string): string => (text === '' ? '–' : text);
  return (
    <div className={admin.stack}>
      <p>
        {t('learning.assignments.import.changes', { count: changes })} ·{' '}
        <span className="soft">{t('learning.assignments.import.same', { count: same })}</span>
      </p>
      {refusals === 0 ? null : (
        <section aria-label={t('learning.assignments.import.refused', { count: refusals })}>
          <h2>{t('learning.assignments.import.refused', { count: refusals })}</h2>
          <ul className={admin.rows}>
            {refused.map(({ line, column, reason, value: found }) => (
              <li key={`${line} ${column} ${reason}`}>
                <span className={admin.words}>
                  {t(`learning.assignments.import.reason.${reason}`)}
                  <small className="num">
                    {[t('learning.assignments.import.line', { line }), column, found]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown.length === 0 ? null : (
        <ul className={admin.rows} aria-label={t('learning.assignments.import.changes', { count: changes })}>
          {shown.map(({ line, name, title, from, to }) => (
            <li key={`${line} ${title}`}>
              <span className={admin.words}>
                {name}
                <small>{title}</small>
              </span>
              <b className="num">
                {t('learning.assignments.cell.step', { from: value(from), to: value(to) })}
              </b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
