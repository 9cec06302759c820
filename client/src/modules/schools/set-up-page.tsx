import { Button, Select, TextInput } from '@mantine/core';
// the one page with a list to search in: what it looks like is not part of the first load
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/ScrollArea.css';
import { setUp, setUpContract } from '@quad/shared/schools';
import { useMutation } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { call } from '../../platform/api';
import { ApiError, errorKey } from '../../platform/api-error';
import { PasswordField } from '../../platform/ui/password-field';
import door from '../identity/door.module.css';
import { Door, doorForm, DoorRefusal } from '../identity/door';
import { useEnter } from '../identity/identity.queries';
import { useSetUpNeeded } from '../identity/use-set-up-needed';

const empty = {
  ...{ code: '', name: '', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  ...{ givenName: '', familyName: '', login: '', email: '', password: '' },
};
type Draft = typeof empty;

/** The first page of an installation without a district: the code from the console, the district, its first admin. */
export function SetUpPage() {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(empty);
  const [tried, setTried] = useState(false);
  const enter = useEnter('/schools');
  const make = useMutation({
    mutationFn: (body: ReturnType<typeof bodyOf>) => call(setUpContract.setUp, { body }),
    onSuccess: enter,
  });
  const parsed = setUp.safeParse(bodyOf(draft));
  const refused = make.error instanceof ApiError ? make.error.errors : [];
  const errorOf = (name: keyof Draft): string | undefined => {
    if (tried && isWrong(parsed.error, name)) return t(`identity.setUp.wrong.${name}`);
    const why = refused.find(({ field }) => field.split('.').at(-1) === name)?.message;
    return why === undefined ? undefined : t('security.password.refused', { why });
  };
  const field = (name: keyof Draft) => ({
    label: t(`identity.setUp.${name}`),
    value: draft[name],
    error: errorOf(name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (parsed.success) make.mutate(bodyOf(draft));
  };
  if (useSetUpNeeded() === false && !make.isSuccess) return <Navigate to="/sign-in" replace />;
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <Door wide title={t('identity.setUp.title')}>
      <form className={doorForm} noValidate onSubmit={submit}>
        <div>
          <h1>{t('identity.setUp.title')}</h1>
          <p className="soft">{t('identity.setUp.hint')}</p>
        </div>
        <DoorRefusal>{make.error === null || refused.length > 0 ? null : t(wordsOf(make.error))}</DoorRefusal>
        <TextInput
          {...field('code')}
          description={t('identity.setUp.codeHint')}
          placeholder="XXXX-XXXX-XXXX"
          className={door.code ?? ''}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
        />
        <fieldset>
          <legend>{t('identity.setUp.district')}</legend>
          <TextInput {...field('name')} placeholder={t('identity.setUp.nameHint')} maxLength={160} />
          <Select
            {...field('timeZone')}
            size="md"
            searchable
            allowDeselect={false}
            data={zones.includes(draft.timeZone) ? zones : [draft.timeZone, ...zones]}
            nothingFoundMessage={t('identity.setUp.noZone')}
            onChange={(timeZone) => setDraft({ ...draft, timeZone: timeZone ?? draft.timeZone })}
          />
        </fieldset>
        <fieldset>
          <legend>{t('identity.setUp.admin')}</legend>
          <div className={door.pair}>
            <TextInput {...field('givenName')} autoComplete="given-name" maxLength={80} />
            <TextInput {...field('familyName')} autoComplete="family-name" maxLength={80} />
          </div>
          <div className={door.pair}>
            <TextInput
              {...field('login')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={120}
            />
            <TextInput {...field('email')} type="email" autoComplete="email" maxLength={160} />
          </div>
          <PasswordField
            {...field('password')}
            description={t('identity.start.passwordRule')}
            autoComplete="new-password"
          />
        </fieldset>
        <Button type="submit" loading={make.isPending} fullWidth>
          {t('identity.setUp.make')}
        </Button>
      </form>
    </Door>
  );
}

function bodyOf({ code, name, timeZone, givenName, familyName, login, email, password }: Draft) {
  const address = email.trim() === '' ? {} : { email };
  return {
    code,
    district: { name, timeZone },
    admin: { givenName, familyName, login, password, ...address },
  };
}

function isWrong(error: { issues: { path: PropertyKey[] }[] } | undefined, name: keyof Draft): boolean {
  return error?.issues.some(({ path }) => path.at(-1) === name) === true;
}

function wordsOf(error: Error) {
  if (!(error instanceof ApiError)) return errorKey(error);
  if (error.code === 'code_unusable') return 'identity.setUp.unusable' as const;
  return error.code === 'not_found' ? ('identity.setUp.done' as const) : errorKey(error);
}
