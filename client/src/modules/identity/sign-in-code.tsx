import { Button } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeField, codeAsSent, isCode } from './code-field';
import { doorForm, DoorRefusal } from './door';
import { useSignIn } from './identity.queries';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';

interface SignInCodeProps {
  /** what was right already */
  known: { login: string; password: string };
  next: string;
  back: () => void;
}

/** The second step of whoever has one-time codes on. */
export function SignInCode({ known, next, back }: SignInCodeProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const attempt = useSignIn(next);
  const sentence = useRefusalSentence(attempt.error);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    attempt.mutate({ ...known, code: codeAsSent(code) }, { onError: () => setCode('') });
  };
  return (
    <form className={doorForm} noValidate onSubmit={submit}>
      <div>
        <h1>{t('security.signIn.title')}</h1>
        <p className="soft">{t('security.signIn.hint')}</p>
      </div>
      <DoorRefusal>{sentence}</DoorRefusal>
      <CodeField value={code} onChange={setCode} refusal={attempt.error} orRecovery />
      <SubmitWhenAllowed
        error={attempt.error}
        pending={attempt.isPending}
        disabled={!isCode(code) && !attempt.isPending}
        fullWidth
      >
        {t('identity.signIn')}
      </SubmitWhenAllowed>
      <Button variant="subtle" onClick={back} fullWidth>
        {t('security.signIn.back')}
      </Button>
    </form>
  );
}
