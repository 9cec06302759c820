import { Button, PasswordInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { signIn } from '@quad/shared/identity';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ApiError, errorKey } from '../../platform/api-error';
import { safeNext, useForgetEverything } from '../../platform/session';
import { QuadMark } from '../../platform/ui/quad-mark';
import { useSignIn } from './identity.queries';
import classes from './sign-in-page.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  useForgetEverything();
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

  return (
    <main className={classes.page}>
      <title>{`${t('identity.signIn')} · Quad`}</title>
      <div className={classes.brand}>
        <QuadMark size={44} />
        <span>Quad</span>
      </div>
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => attempt.mutate(values))}>
        <h1>{t('identity.signIn')}</h1>
        <div role="alert">
          {said ? <p className={classes.refusal}>{t(errorKey(attempt.error))}</p> : null}
        </div>
        <TextInput
          label={t('identity.login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={field('login')}
          key={form.key('login')}
          {...withoutError(form.getInputProps('login'))}
        />
        <PasswordInput
          label={t('identity.password')}
          autoComplete="current-password"
          error={field('password')}
          // Mantine says so on every field but this one
          aria-invalid={field('password') !== undefined}
          visibilityToggleButtonProps={{
            'aria-label': t('identity.showPassword'),
            size: 44,
            tabIndex: 0,
            'aria-hidden': false,
          }}
          key={form.key('password')}
          {...withoutError(form.getInputProps('password'))}
        />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {t('identity.signIn')}
        </Button>
      </form>
      <p className={classes.help}>{t('identity.help')}</p>
    </main>
  );
}

/** Our sentence stands in place of the schema's, which is English whatever the language. */
function withoutError<P extends { error?: unknown }>({ error: _error, ...props }: P): Omit<P, 'error'> {
  return props;
}
