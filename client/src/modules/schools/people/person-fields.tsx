import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../../platform/ui/password-field';
import admin from '../ui/admin.module.css';

export interface PersonDraft {
  givenName: string;
  familyName: string;
  title: string;
  code: string;
  email: string;
  login: string;
  password: string;
}

export const nobody: PersonDraft = {
  ...{ givenName: '', familyName: '', title: '', code: '', email: '', login: '', password: '' },
};

/** What is sent of a draft: empty fields are not. */
export function sentOf({ givenName, familyName, ...optional }: PersonDraft) {
  const given = Object.entries(optional).filter(([, value]) => value.trim() !== '');
  return { givenName, familyName, ...(Object.fromEntries(given) as Partial<typeof optional>) };
}

interface PersonFieldsProps {
  draft: PersonDraft;
  change: (draft: PersonDraft) => void;
  /** names and address only, of somebody who is there already */
  namesOnly?: boolean;
}

export function PersonFields({ draft, change, namesOnly = false }: PersonFieldsProps) {
  const { t } = useTranslation();
  const props = (field: keyof PersonDraft) => ({
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ ...draft, [field]: event.currentTarget.value }),
  });
  return (
    <>
      <div className={admin.pair}>
        <TextInput label={t('admin.people.givenName')} required maxLength={80} {...props('givenName')} />
        <TextInput label={t('admin.people.familyName')} required maxLength={80} {...props('familyName')} />
      </div>
      <div className={admin.pair}>
        <TextInput
          label={t('admin.people.titleField')}
          placeholder={t('admin.people.titleHint')}
          maxLength={20}
          {...props('title')}
        />
        {namesOnly ? null : (
          <TextInput
            label={t('admin.people.code')}
            placeholder={t('admin.people.codeHint')}
            maxLength={40}
            {...props('code')}
          />
        )}
      </div>
      <TextInput label={t('admin.people.email')} type="email" maxLength={160} {...props('email')} />
      {namesOnly ? null : (
        <div className={admin.pair}>
          <TextInput
            label={t('admin.people.login')}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={120}
            {...props('login')}
          />
          <PasswordField
            label={t('admin.people.password')}
            placeholder={t('admin.people.passwordHint')}
            autoComplete="new-password"
            disabled={draft.login.trim() === ''}
            {...props('password')}
          />
        </div>
      )}
    </>
  );
}
