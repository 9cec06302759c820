import { newPassword as shape, passwordLength, passwordLengths } from '@quad/shared/identity';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../platform/api-error';
import { useMe } from '../../platform/session';
import { PasswordField } from '../../platform/ui/password-field';
import { UndoToast, type Undoable } from '../../platform/ui/undo-toast';
import { uuid } from '../../platform/uuid';
import { DoorRefusal } from './door';
import { SafetyPage } from './safety-page';
import classes from './security.module.css';
import { secondFactorQuery, useChangePassword } from './security.queries';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';

const empty = { password: '', newPassword: '' };
type Field = keyof typeof empty;

export function PasswordPage() {
  const { t } = useTranslation();
  const factor = useQuery(secondFactorQuery);
  return (
    <SafetyPage title={t('security.password.title')} query={factor} heights={[320]}>
      {({ on }) => <PasswordForm shortest={on ? passwordLengths.withSecondFactor : passwordLengths.alone} />}
    </SafetyPage>
  );
}

/** @param shortest a second factor makes up for four letters */
function PasswordForm({ shortest }: { shortest: number }) {
  const { t } = useTranslation();
  const { login } = useMe();
  const [draft, setDraft] = useState(empty);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState<Undoable | null>(null);
  const change = useChangePassword();
  const sentence = useRefusalSentence(change.error);
  const parsed = shape.safeParse(draft);
  const wrong: Record<Field, boolean> = {
    password: draft.password === '',
    newPassword:
      passwordLength(draft.newPassword) < shortest ||
      parsed.error?.issues.some(({ path }) => path[0] === 'newPassword') === true,
  };
  const refused = change.error instanceof ApiError ? change.error : null;
  const errorOf = (name: Field): string | undefined => {
    if (tried && wrong[name]) return t(`security.password.${name}Rule`, { shortest });
    if (name === 'password' && refused?.code === 'wrong_credentials') return t('security.password.wrong');
    const why = refused?.errors.find(({ field }) => field === name)?.message;
    return why === undefined ? undefined : t('security.password.refused', { why });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wrong.password || wrong.newPassword) return;
    change.mutate(draft, {
      onSuccess: () => {
        setDraft(empty);
        setTried(false);
        setDone({ id: uuid(), message: t('security.password.done'), undo: null });
      },
    });
  };
  const field = (name: Field) => ({
    label: t(`security.password.${name}`),
    maxLength: 200,
    error: errorOf(name),
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      change.reset();
      setDraft({ ...draft, [name]: event.currentTarget.value });
    },
  });
  const isSaid = errorOf('password') === undefined && errorOf('newPassword') === undefined;
  return (
    <form className={classes.card} noValidate onSubmit={submit}>
      <p>{t('security.password.policy', { shortest })}</p>
      <DoorRefusal>{isSaid ? sentence : null}</DoorRefusal>
      {/* so that a password manager knows whose it is */}
      <input type="text" autoComplete="username" value={login} readOnly hidden />
      <PasswordField {...field('password')} autoComplete="current-password" />
      <PasswordField
        {...field('newPassword')}
        description={t('security.password.bytes')}
        autoComplete="new-password"
      />
      <p className="soft">{t('security.password.others')}</p>
      <div>
        <SubmitWhenAllowed error={change.error} pending={change.isPending}>
          {t('security.password.change')}
        </SubmitWhenAllowed>
      </div>
      <UndoToast done={done} gone={() => setDone(null)} />
    </form>
  );
}
