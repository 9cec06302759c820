import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import { ErrorNotice } from '../../platform/ui/notice';
import { PasswordField } from '../../platform/ui/password-field';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { ApiError } from '../../platform/api-error';
import { CodeField, codeAsSent, isCode } from './code-field';
import { DoorRefusal } from './door';
import classes from './security.module.css';
import { secondFactorQuery, useProve } from './security.queries';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';

/** Asks once more who this is: by a code of whoever has an authenticator, else by the password. */
export function ProofDialog({ done }: { done: (proved: boolean) => void }) {
  const { t } = useTranslation();
  const factor = useQuery(secondFactorQuery);
  const cancel = (): void => done(false);
  return (
    <Dialog opened title={t('security.proof.title')} close={cancel}>
      {factor.data !== undefined ? (
        <ProofForm
          key={String(factor.data.on)}
          byCode={factor.data.on}
          proved={() => done(true)}
          cancel={cancel}
        />
      ) : factor.isError ? (
        <ErrorNotice error={factor.error} retry={() => void factor.refetch()} />
      ) : (
        <SkeletonRows heights={[44, 72]} />
      )}
    </Dialog>
  );
}

interface ProofFormProps {
  byCode: boolean;
  proved: () => void;
  cancel: () => void;
}

function ProofForm({ byCode, proved, cancel }: ProofFormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const prove = useProve();
  const field = useRef<HTMLInputElement>(null);
  // what it asks for is known only after the dialog stands
  useEffect(() => field.current?.focus(), [prove.error]);
  const sentence = useRefusalSentence(prove.error);
  const wrong = prove.error instanceof ApiError && prove.error.code === 'wrong_credentials';
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    // a dialog over a form is inside it for React
    event.stopPropagation();
    prove.mutate(byCode ? { code: codeAsSent(typed) } : { password: typed }, {
      onSuccess: proved,
      onError: () => setTyped(''),
    });
  };
  const complete = byCode ? isCode(typed) : typed !== '';
  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      <p>{t(byCode ? 'security.proof.byCode' : 'security.proof.byPassword')}</p>
      <DoorRefusal>{wrong ? t('security.proof.wrongPassword') : sentence}</DoorRefusal>
      {byCode ? (
        <CodeField value={typed} onChange={setTyped} refusal={prove.error} orRecovery />
      ) : (
        <PasswordField
          ref={field}
          data-autofocus
          label={t('identity.password')}
          autoComplete="current-password"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <DialogActions>
        <Button variant="default" onClick={cancel}>
          {t('action.cancel')}
        </Button>
        <SubmitWhenAllowed
          error={prove.error}
          pending={prove.isPending}
          disabled={!complete && !prove.isPending}
        >
          {t('security.proof.go')}
        </SubmitWhenAllowed>
      </DialogActions>
    </form>
  );
}
