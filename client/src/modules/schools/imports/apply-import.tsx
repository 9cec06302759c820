import { Button, TextInput } from '@mantine/core';
import { importsContract, type ImportDetails } from '@quad/shared/imports';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../../../platform/dates';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import admin from '../ui/admin.module.css';
import { useRefusalWords } from '../ui/refusal-words';
import { useStep } from './imports.queries';
import classes from './imports.module.css';
import { StateTag } from './state-tag';

interface ApplyImportProps {
  details: ImportDetails;
  /** what else can be done, or is to be said */
  other: ReactNode;
}

/** A file that waits: how many changes, the number to type where it ends too many, and the button. */
export function ApplyImport({ details, other }: ApplyImportProps) {
  const { t } = useTranslation();
  const refusal = useRefusalWords();
  const { importId, state, changes, guard, counts } = details;
  const [sure, setSure] = useState(false);
  const [typed, setTyped] = useState('');
  const { mutate, isPending, error } = useStep(importsContract.applyImport, importId);
  const guarded = guard !== null && guard.exceeded && state === 'ready' ? guard : null;
  const ending = Object.values(counts).reduce((sum, { end }) => sum + end, 0);
  const apply = (): void => {
    setSure(false);
    mutate({ params: { importId }, body: guard?.exceeded ? { confirmEnding: guard.ending } : {} });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (guarded === null && ending > 0 && state === 'ready') setSure(true);
    else apply();
  };
  return (
    <form className={admin.section} onSubmit={submit} noValidate>
      <div className={admin.head}>
        <h2>
          {state === 'stalled' ? t('imports.stalledTitle') : t('imports.list.changes', { count: changes })}
        </h2>
        <StateTag state={state} />
      </div>
      {guarded === null ? null : <Guard guard={guarded} typed={typed} type={setTyped} />}
      {error === null ? null : (
        <p role="alert" className={admin.refusal}>
          {refusal(error)}
        </p>
      )}
      <div className={classes.act}>
        <Button
          type="submit"
          loading={isPending}
          disabled={guarded !== null && Number(typed.replace(/\D/g, '') || NaN) !== guarded.ending}
        >
          {state === 'stalled' ? t('imports.applyAgain') : t('imports.applyCount', { count: changes })}
        </Button>
        {other}
      </div>
      <Dialog opened={sure} close={() => setSure(false)} title={t('imports.sureTitle')}>
        <p>{t('imports.sure', { count: ending })}</p>
        <DialogActions>
          <Button variant="default" onClick={() => setSure(false)}>
            {t('action.cancel')}
          </Button>
          <Button onClick={apply}>{t('imports.apply')}</Button>
        </DialogActions>
      </Dialog>
    </form>
  );
}

interface GuardProps {
  guard: NonNullable<ImportDetails['guard']>;
  typed: string;
  type: (text: string) => void;
}

/** A bulk file that left a school out looks exactly like one that ends all of it. */
function Guard({ guard, typed, type }: GuardProps) {
  const { t } = useTranslation();
  const ending = formatNumber(guard.ending);
  const percent = formatPercent(guard.ending, guard.of) ?? '';
  return (
    <div className={classes.guard}>
      <p>
        <strong>{t('imports.guard.title', { ending, of: formatNumber(guard.of), percent })}</strong>
      </p>
      <p>{t('imports.guard.limit', { ending })}</p>
      <TextInput
        label={t('imports.guard.field')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
      />
    </div>
  );
}
