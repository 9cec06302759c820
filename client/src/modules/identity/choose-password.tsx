import { Button, TextInput } from '@mantine/core';
import { start, type CodeFacts } from '@quad/shared/identity';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../platform/api-error';
import { PasswordField } from '../../platform/ui/password-field';
import { doorForm, DoorRefusal, NextHeading } from './door';
import { useStart } from './identity.queries';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';

interface ChoosePasswordProps {
  code: string;
  facts: CodeFacts;
  back: () => void;
}

/** Whoever the code is for chooses a password, and a sign-in name if they have none, and is in. */
export function ChoosePassword({ code, facts, back }: ChoosePasswordProps) {
  const { t } = useTranslation();
  const { givenName, schoolName, login: known, purpose } = facts;
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const attempt = useStart();
  const body = { code, password, ...(known === null && { login }) };
  const parsed = start.safeParse(body);
  const wrong = (field: 'login' | 'password'): boolean =>
    tried && parsed.error?.issues.some(({ path }) => path[0] === field) === true;
  const refused = attempt.error instanceof ApiError ? attempt.error : null;
  const taken = refused?.errors.some(({ field }) => field === 'login') === true;
  const why = refused?.errors.find(({ field }) => field === 'password')?.message;
  const sentence = useRefusalSentence(attempt.error);
  const said = refused?.code === 'code_unusable' ? t('identity.start.unusable') : sentence;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (parsed.success) attempt.mutate(body);
  };
  const loginError = wrong('login')
    ? t('identity.start.loginRule')
    : taken
      ? t('identity.start.loginTaken')
      : undefined;
  const passwordError = wrong('password')
    ? t('identity.start.passwordWrong')
    : why === undefined
      ? undefined
      : t('security.password.refused', { why });
  return (
    <form className={doorForm} noValidate onSubmit={submit}>
      <div>
        <NextHeading>{t('home.hello', { name: givenName })}</NextHeading>
        <p className="soft">{schoolName}</p>
      </div>
      <DoorRefusal>{taken || why !== undefined ? null : said}</DoorRefusal>
      <TextInput
        label={t('identity.start.login')}
        description={known === null ? t('identity.start.loginHint') : undefined}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={known !== null}
        maxLength={120}
        error={loginError}
        value={known ?? login}
        onChange={(event) => {
          setLogin(event.currentTarget.value);
          attempt.reset();
        }}
      />
      <PasswordField
        label={t(purpose === 'reset' ? 'identity.start.newPassword' : 'identity.start.password')}
        description={t('identity.start.passwordRule')}
        autoComplete="new-password"
        maxLength={200}
        error={passwordError}
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          if (why !== undefined) attempt.reset();
        }}
      />
      {purpose === 'reset' ? <p className="soft">{t('identity.start.resetHint')}</p> : null}
      <SubmitWhenAllowed error={attempt.error} pending={attempt.isPending} fullWidth>
        {t('identity.start.go')}
      </SubmitWhenAllowed>
      <Button variant="subtle" onClick={back} fullWidth>
        {t('identity.start.notMe', { name: givenName })}
      </Button>
    </form>
  );
}
