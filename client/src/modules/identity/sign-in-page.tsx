import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { signIn } from '@quad/shared/identity';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { ApiError } from '../../platform/api-error';
import { safeNext } from '../../platform/session';
import { PasswordField } from '../../platform/ui/password-field';
import { Door, doorForm, DoorRefusal } from './door';
import { useSignIn } from './identity.queries';
import { SignInCode } from './sign-in-code';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';
import { useSetUpNeeded } from './use-set-up-needed';

interface Known {
  login: string;
  password: string;
}

export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const next = safeNext(search.get('next'));
  const [known, setKnown] = useState<Known | null>(null);
  if (useSetUpNeeded() === true) return <Navigate to="/set-up" replace />;
  return (
    <Door
      title={t('identity.signIn')}
      below={
        <>
          <Link to="/start">{t('identity.haveCode')}</Link>
          <Link to="/forgot">{t('identity.forgot.link')}</Link>
        </>
      }
    >
      {known === null ? (
        <PasswordStep next={next} codeNeeded={setKnown} />
      ) : (
        <SignInCode known={known} next={next} back={() => setKnown(null)} />
      )}
    </Door>
  );
}

function PasswordStep({ next, codeNeeded }: { next: string; codeNeeded: (known: Known) => void }) {
  const { t } = useTranslation();
  const attempt = useSignIn(next);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { login: '', password: '' },
    validate: schemaResolver(signIn, { sync: true }),
  });
  const field = (name: 'login' | 'password'): string | undefined => {
    const refused =
      attempt.error instanceof ApiError && attempt.error.errors.some((error) => error.field.endsWith(name));
    return form.errors[name] === undefined && !refused ? undefined : t(`identity.${name}Needed`);
  };
  const sentence = useRefusalSentence(attempt.error);
  const said = attempt.error instanceof ApiError && attempt.error.errors.length > 0 ? null : sentence;
  const submit = (values: Known): void =>
    attempt.mutate(values, {
      onError: (error) => {
        if (error instanceof ApiError && error.code === 'code_needed') codeNeeded(values);
      },
    });
  return (
    <form className={doorForm} noValidate onSubmit={form.onSubmit(submit)}>
      <h1>{t('identity.signIn')}</h1>
      <DoorRefusal>{said}</DoorRefusal>
      <TextInput
        label={t('identity.login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={field('login')}
        key={form.key('login')}
        {...withoutError(form.getInputProps('login'))}
      />
      <PasswordField
        label={t('identity.password')}
        autoComplete="current-password"
        error={field('password')}
        key={form.key('password')}
        {...withoutError(form.getInputProps('password'))}
      />
      <SubmitWhenAllowed error={attempt.error} pending={attempt.isPending} fullWidth>
        {t('identity.signIn')}
      </SubmitWhenAllowed>
    </form>
  );
}

/** Our sentence stands in place of the schema's, which is English whatever the language. */
function withoutError<P extends { error?: unknown }>({ error: _error, ...props }: P): Omit<P, 'error'> {
  return props;
}
