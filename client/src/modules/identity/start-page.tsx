import { TextInput } from '@mantine/core';
import type { CodeFacts } from '@quad/shared/identity';
import { useEffect, useEffectEvent, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { ApiError } from '../../platform/api-error';
import { ChoosePassword } from './choose-password';
import classes from './door.module.css';
import { Door, doorForm, DoorRefusal } from './door';
import { useLookAtCode } from './identity.queries';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';

/** Somebody with a one-time code: from a card, its picture, or a mail. */
export function StartPage() {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const look = useLookAtCode();
  const [found, setFound] = useState<CodeFacts | null>(null);
  const ask = (typed: string): void => look.mutate(typed, { onSuccess: setFound });
  useCodeOfAddress((arrived) => {
    setFound(null);
    setCode(arrived);
    ask(arrived);
  });
  const back = (): void => {
    setFound(null);
    setCode('');
    look.reset();
  };
  return (
    <Door
      title={t('identity.start.title')}
      below={<Link to="/sign-in">{t('identity.start.havePassword')}</Link>}
    >
      {found === null ? (
        <CodeForm {...{ code, setCode, ask }} pending={look.isPending} error={look.error} />
      ) : (
        <ChoosePassword code={code} facts={found} back={back} />
      )}
    </Door>
  );
}

/** Hands on a code that came with the address, which then forgets it: nothing of it stays in the browser’s history. */
function useCodeOfAddress(arrived: (code: string) => void): void {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const take = useEffectEvent(arrived);
  useEffect(() => {
    if (hash === '') return;
    take(hash.slice(1, 41));
    void navigate('/start', { replace: true });
  }, [hash, navigate]);
}

interface CodeFormProps {
  code: string;
  setCode: (code: string) => void;
  ask: (code: string) => void;
  pending: boolean;
  error: Error | null;
}

function CodeForm({ code, setCode, ask, pending, error }: CodeFormProps) {
  const { t } = useTranslation();
  const unusable = error instanceof ApiError && error.code === 'code_unusable';
  const sentence = useRefusalSentence(error);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    ask(code);
  };
  return (
    <form className={doorForm} noValidate onSubmit={submit}>
      <h1>{t('identity.start.title')}</h1>
      <DoorRefusal>{unusable ? t('identity.start.unusable') : sentence}</DoorRefusal>
      <TextInput
        label={t('identity.start.code')}
        description={t('identity.start.codeHint')}
        placeholder="XXXX-XXXX-XXXX"
        size="lg"
        className={classes.code ?? ''}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <SubmitWhenAllowed error={error} pending={pending} disabled={code.trim() === ''} fullWidth>
        {t('identity.start.next')}
      </SubmitWhenAllowed>
    </form>
  );
}
