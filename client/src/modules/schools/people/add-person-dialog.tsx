import { NativeSelect } from '@mantine/core';
import { mayGive } from '@quad/shared/identity';
import { newPerson, peopleContract, schoolRoles, type SchoolRole } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../platform/session';
import { useChange } from '../admin.queries';
import { FormDialog } from '../ui/form-dialog';
import { nobody, PersonFields, sentOf } from './person-fields';

interface AddPersonDialogProps {
  schoolId: string;
  /** chosen at first, if the actor may give it */
  proposed: SchoolRole;
  close: () => void;
  added: (name: string) => void;
}

/** Somebody new, with one of the roles the actor may give. */
export function AddPersonDialog({ schoolId, proposed, close, added }: AddPersonDialogProps) {
  const { t } = useTranslation();
  const me = useMe();
  const roles = schoolRoles.filter((each) => mayGive(me, each, { districtId: me.districtId, schoolId }));
  const [role, setRole] = useState(roles.includes(proposed) ? proposed : (roles[0] ?? 'student'));
  const [draft, setDraft] = useState(nobody);
  const create = useChange(peopleContract.createPerson);
  const body = newPerson.safeParse({ ...sentOf(draft), role });
  const submit = (): void => {
    if (!body.success) return;
    const onSuccess = (): void => {
      added(`${draft.givenName} ${draft.familyName}`);
      close();
    };
    create.mutate({ params: { schoolId }, body: body.data }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.people.add')}
      close={close}
      submit={submit}
      pending={create.isPending}
      error={create.error}
      label={t('admin.add')}
      disabled={!body.success}
    >
      <NativeSelect
        label={t('admin.people.role')}
        size="md"
        data={roles.map((value) => ({ value, label: t(`admin.people.aRole.${value}`) }))}
        value={role}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setRole(schoolRoles.find((each) => each === value) ?? role);
        }}
      />
      <PersonFields draft={draft} change={setDraft} />
    </FormDialog>
  );
}
