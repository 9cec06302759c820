import { TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Door, doorForm, DoorRefusal, NextHeading } from './door';
import { useAskReset } from './identity.queries';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';

/** Asks for a mail with a code. What is said after it is the same for everybody. */
export function ForgotPage() {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const ask = useAskReset();
  const sentence = useRefusalSentence(ask.error);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    ask.mutate(login);
  };
  return (
    <Door
      title={t('identity.forgot.title')}
      below={
        <>
          <Link to="/start">{t('identity.haveCode')}</Link>
          <Link to="/sign-in">{t('identity.signIn')}</Link>
        </>
      }
    >
      {ask.isSuccess ? (
        <section className={doorForm}>
          <NextHeading>{t('identity.forgot.sent')}</NextHeading>
          <p>{t('identity.forgot.sentMore')}</p>
          <p className="soft">{t('identity.forgot.office')}</p>
        </section>
      ) : (
        <form className={doorForm} noValidate onSubmit={submit}>
          <h1>{t('identity.forgot.title')}</h1>
          <DoorRefusal>{sentence}</DoorRefusal>
          <TextInput
            label={t('identity.login')}
            description={t('identity.forgot.hint')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={160}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <SubmitWhenAllowed
            error={ask.error}
            pending={ask.isPending}
            disabled={login.trim() === ''}
            fullWidth
          >
            {t('identity.forgot.send')}
          </SubmitWhenAllowed>
          <p className="soft">{t('identity.forgot.office')}</p>
        </form>
      )}
    </Door>
  );
}
