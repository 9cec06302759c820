import { Button, TextInput } from '@mantine/core';
import { adminContract, newSchool, type SchoolDetails } from '@quad/shared/schools';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from './admin.queries';
import { SchoolFields } from './school-fields';
import classes from './ui/admin.module.css';
import type { Sayer } from './ui/use-toast';

interface DetailsSectionProps {
  school: SchoolDetails;
  mayChange: boolean;
  sayer: Sayer;
}

/** What a school is called and where it is; the way back from a change is in the toast. */
export function DetailsSection({ school, mayChange, sayer: { done, refused } }: DetailsSectionProps) {
  const { t } = useTranslation();
  const { schoolId, ...was } = { ...school, group: school.group ?? '' };
  const [fields, setFields] = useState({
    ...{ name: was.name, code: was.code, group: was.group, timeZone: was.timeZone },
  });
  const edit = useChange(adminContract.editSchool);
  const save = (next: typeof fields, undo?: () => void): void => {
    const body = newSchool.safeParse({ ...next, group: next.group.trim() || null });
    if (!body.success) return;
    setFields(next);
    const sent = { params: { schoolId }, body: body.data };
    edit.mutate(sent, { onSuccess: () => done(t('admin.saved'), undo), onError: refused });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { name, code, group, timeZone } = was;
    save(fields, () => save({ name, code, group, timeZone }));
  };
  const isSame = (['name', 'code', 'group', 'timeZone'] as const).every(
    (field) => fields[field] === was[field],
  );
  const isWhole = fields.name.trim() !== '' && fields.code.trim() !== '';
  return (
    <form className={classes.section} onSubmit={submit}>
      <TextInput
        label={t('admin.schoolPage.name')}
        required
        disabled={!mayChange}
        maxLength={160}
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
      />
      <SchoolFields
        fields={fields}
        change={(changed) => setFields({ ...fields, ...changed })}
        disabled={!mayChange}
      />
      {mayChange ? (
        <div>
          <Button type="submit" loading={edit.isPending} disabled={isSame || !isWhole}>
            {t('action.save')}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
