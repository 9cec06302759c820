import { Button } from '@mantine/core';
import { importsContract, type ImportDetails } from '@quad/shared/imports';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber } from '../../../platform/dates';
import admin from '../ui/admin.module.css';
import { useRefusalWords } from '../ui/refusal-words';
import { ApplyImport } from './apply-import';
import { useCodeWords } from './import-words';
import { useStep } from './imports.queries';
import classes from './imports.module.css';
import { StateTag } from './state-tag';

/** Where a file stands between its hand-in and its end, and the one thing to do about it. */
export function ImportStanding({ details }: { details: ImportDetails }) {
  const { t } = useTranslation();
  const words = useCodeWords(details);
  const { state, progress, changes, why } = details;
  const reason = why === null ? '' : `${why.file === null ? '' : `${why.file}: `}${words(why)}`;
  const again = (
    <Button component={Link} to="/imports" variant="default">
      {t('imports.again')}
    </Button>
  );
  switch (state) {
    case 'reading':
      return (
        <Standing state={state} words={t('imports.reading')}>
          <Bar progress={progress} label="readingRows" />
        </Standing>
      );
    case 'applying':
      return (
        <Standing state={state} words={t('imports.applying')}>
          <Bar progress={progress} label="applyingRows" />
        </Standing>
      );
    case 'ready':
      return changes === 0 ? (
        <Standing state={state} idle words={t('imports.nothing')}>
          <Discard importId={details.importId} />
        </Standing>
      ) : (
        <ApplyImport details={details} other={<Discard importId={details.importId} />} />
      );
    case 'stalled':
      return (
        <ApplyImport
          details={details}
          other={
            <>
              <Discard importId={details.importId} />
              <p className={classes.why}>{reason}</p>
            </>
          }
        />
      );
    case 'done':
      return (
        <Standing
          state={state}
          words={changes === 0 ? t('imports.doneNothing') : t('imports.done', { count: progress.done })}
        >
          {progress.done < progress.total ? (
            <p>{t('imports.unmade', { count: progress.total - progress.done })}</p>
          ) : undefined}
        </Standing>
      );
    case 'discarded':
      return (
        <Standing
          state={state}
          words={
            why === null
              ? t('imports.discarded')
              : t('imports.discardedPart', {
                  done: formatNumber(progress.done),
                  total: formatNumber(progress.total),
                })
          }
        >
          {again}
        </Standing>
      );
    case 'refused':
    case 'interrupted':
      return (
        <Standing state={state} title={t(`imports.${state}Title`)} words={reason}>
          {again}
        </Standing>
      );
  }
}

interface StandingProps {
  state: ImportDetails['state'];
  idle?: boolean;
  title?: string;
  words: string;
  children?: ReactNode;
}

function Standing({ state, idle = false, title, words, children }: StandingProps) {
  return (
    <section className={admin.section} aria-live="polite">
      <div className={admin.head}>
        {title === undefined ? <p>{words}</p> : <h2>{title}</h2>}
        <StateTag state={state} idle={idle} />
      </div>
      {title === undefined ? null : <p>{words}</p>}
      {children === undefined ? null : <div className={classes.act}>{children}</div>}
    </section>
  );
}

interface BarProps {
  progress: ImportDetails['progress'];
  label: 'readingRows' | 'applyingRows';
}

/** Figures are for the eye: read out every second they would drown everything else. */
function Bar({ progress: { done, total }, label }: BarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.sending}>
      <progress
        className={classes.bar}
        aria-label={t('imports.progress')}
        {...(total > 0 && { max: total, value: Math.min(done, total) })}
      />
      <p className="soft num" aria-live="off">
        {total === 0 ? '' : t(`imports.${label}`, { done: formatNumber(done), total: formatNumber(total) })}
      </p>
    </div>
  );
}

function Discard({ importId }: { importId: string }) {
  const { t } = useTranslation();
  const refusal = useRefusalWords();
  const { mutate, isPending, error } = useStep(importsContract.discardImport, importId);
  return (
    <>
      <Button variant="default" loading={isPending} onClick={() => mutate({ params: { importId } })}>
        {t('imports.discard')}
      </Button>
      {error === null ? null : (
        <p role="alert" className={admin.refusal}>
          {refusal(error)}
        </p>
      )}
    </>
  );
}
