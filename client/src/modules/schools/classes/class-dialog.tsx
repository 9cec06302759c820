import { TextInput } from '@mantine/core';
import { classesContract, newClass } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';

interface ClassDialogProps {
  schoolId: string;
  /** left out: a new class */
  known?: { classId: string; name: string; code: string; subject: string; room: string | null };
  close: () => void;
  saved: (name: string) => void;
}

export function ClassDialog({ schoolId, known, close, saved }: ClassDialogProps) {
  const { t } = useTranslation();
  const { name = '', code = '', subject = '', room = null } = known ?? {};
  const [fields, setFields] = useState({ name, code, subject, room: room ?? '' });
  const create = useChange(classesContract.createClass);
  const edit = useChange(classesContract.editClass);
  const body = newClass.safeParse({ ...fields, room: fields.room.trim() || null });
  const submit = (): void => {
    if (!body.success) return;
    const onSuccess = (): void => {
      saved(body.data.name);
      close();
    };
    if (known === undefined) create.mutate({ params: { schoolId }, body: body.data }, { onSuccess });
    else edit.mutate({ params: { schoolId, classId: known.classId }, body: body.data }, { onSuccess });
  };
  const props = (field: keyof typeof fields) => ({
    label: t(`admin.classes.${field}`),
    value: fields[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [field]: event.currentTarget.value }),
  });
  return (
    <FormDialog
      title={t(known === undefined ? 'admin.classes.add' : 'admin.classes.edit')}
      close={close}
      submit={submit}
      pending={create.isPending || edit.isPending}
      error={create.error ?? edit.error}
      disabled={!body.success}
      {...(known === undefined && { label: t('admin.add') })}
    >
      <TextInput required data-autofocus maxLength={160} {...props('name')} />
      <div className={classes.pair}>
        <TextInput required maxLength={40} {...props('code')} />
        <TextInput required maxLength={160} {...props('subject')} />
      </div>
      <TextInput maxLength={40} {...props('room')} />
    </FormDialog>
  );
}
