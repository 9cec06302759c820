import { TextInput } from '@mantine/core';
import { adminContract, newSchool } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../platform/session';
import { useChange } from './admin.queries';
import { SchoolFields } from './school-fields';
import { FormDialog } from './ui/form-dialog';

/** Makes a school; it gets its terms, bells and people on its own page. */
export function SchoolDialog({ close, made }: { close: () => void; made: (name: string) => void }) {
  const { t } = useTranslation();
  const { clock } = useMe();
  const [fields, setFields] = useState({ code: '', name: '', group: '', timeZone: clock.timeZone });
  const create = useChange(adminContract.createSchool);
  const parsed = newSchool.safeParse({ ...fields, group: fields.group.trim() || null });
  const submit = (): void => {
    if (!parsed.success) return;
    const onSuccess = (): void => {
      made(parsed.data.name);
      close();
    };
    create.mutate({ body: parsed.data }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.schools.add')}
      close={close}
      submit={submit}
      pending={create.isPending}
      error={create.error}
      label={t('admin.add')}
      disabled={!parsed.success}
    >
      <TextInput
        label={t('admin.schoolPage.name')}
        required
        data-autofocus
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
      />
      <SchoolFields fields={fields} change={(changed) => setFields({ ...fields, ...changed })} />
    </FormDialog>
  );
}
