import { TextInput } from '@mantine/core';
import { wallClock } from '@quad/shared/platform';
import { classesContract, newCover } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../platform/clock';
import { useMe } from '../../../platform/session';
import { useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { ClassPicker, PersonPicker } from '../ui/picker';
import type { Sayer } from '../ui/use-toast';

interface CoverDialogProps {
  schoolId: string;
  /** the class it is about, when one came here for it */
  given: { classId: string; name: string } | null;
  sayer: Sayer;
  close: () => void;
}

/** Hands a class to a colleague: from now to the end of the day, unless told. */
export function CoverDialog({ schoolId, given, sayer, close }: CoverDialogProps) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const [classIds, setClassIds] = useState<string[]>(given === null ? [] : [given.classId]);
  const [personIds, setPersonIds] = useState<string[]>([]);
  const [when, setWhen] = useState(() => {
    const { date, time } = wallClock(clock.now(), timeZone);
    return { fromDay: date, fromTime: time, toDay: date, toTime: time < '17:00' ? '17:00' : '23:59' };
  });
  const [note, setNote] = useState('');
  const create = useChange(classesContract.createCover);
  const body = newCover.safeParse({
    classId: classIds[0],
    personId: personIds[0],
    from: { date: when.fromDay, time: when.fromTime.slice(0, 5) },
    to: { date: when.toDay, time: when.toTime.slice(0, 5) },
    note: note.trim() || null,
  });
  const submit = (): void => {
    if (!body.success) return;
    const onSuccess = ({ name, className }: { name: string; className: string }): void => {
      sayer.done(t('admin.covers.made', { name, className }));
      close();
    };
    create.mutate({ params: { schoolId }, body: body.data }, { onSuccess });
  };
  const field = (name: keyof typeof when, type: 'date' | 'time') => (
    <TextInput
      type={type}
      label={t(`admin.covers.${name}`)}
      value={when[name]}
      onChange={(event) => setWhen({ ...when, [name]: event.currentTarget.value })}
    />
  );
  return (
    <FormDialog
      title={t('admin.covers.add')}
      close={close}
      submit={submit}
      pending={create.isPending}
      error={create.error}
      label={t('admin.covers.add')}
      disabled={!body.success}
    >
      <ClassPicker
        label={t('admin.covers.class')}
        first={given?.name ?? ''}
        schoolId={schoolId}
        chosen={classIds}
        choose={setClassIds}
      />
      <PersonPicker
        label={t('admin.covers.teacher')}
        schoolId={schoolId}
        who="teacher"
        chosen={personIds}
        choose={setPersonIds}
      />
      <div className={classes.pair}>
        {field('fromDay', 'date')}
        {field('fromTime', 'time')}
      </div>
      <div className={classes.pair}>
        {field('toDay', 'date')}
        {field('toTime', 'time')}
      </div>
      <TextInput
        label={t('admin.covers.note')}
        placeholder={t('admin.covers.noteHint')}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
