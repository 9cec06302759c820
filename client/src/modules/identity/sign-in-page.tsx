import { Button, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { signIn } from '@quad/shared/identity';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { ApiError, errorKey } from '../../platform/api-error';
import { safeNext } from '../../platform/session';
import { PasswordField } from '../../platform/ui/password-field';
import { Door, doorForm, DoorRefusal } from './door';
import { useSignIn } from './identity.queries';
import { useSetUpNeeded } from './use-set-up-needed';

export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const attempt = useSignIn(safeNext(search.get('next')));
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
  const said =
    attempt.error !== null && !(attempt.error instanceof ApiError && attempt.error.errors.length > 0);
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
      <form className={doorForm} noValidate onSubmit={form.onSubmit((values) => attempt.mutate(values))}>
        <h1>{t('identity.signIn')}</h1>
        <DoorRefusal>{said ? t(errorKey(attempt.error)) : null}</DoorRefusal>
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
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {t('identity.signIn')}
        </Button>
      </form>
    </Door>
  );
}

/** Our sentence stands in place of the schema's, which is English whatever the language. */
function withoutError<P extends { error?: unknown }>({ error: _error, ...props }: P): Omit<P, 'error'> {
  return props;
}
