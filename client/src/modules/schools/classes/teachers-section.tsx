import { Button } from '@mantine/core';
import { classesContract, type ClassDetails } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayWords } from '../ui/day-words';
import { useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { PersonPicker } from '../ui/picker';
import { useSchoolLink } from '../ui/use-school';
import type { Sayer } from '../ui/use-toast';

interface TeachersSectionProps {
  schoolClass: ClassDetails;
  sayer: Sayer;
}

export function TeachersSection({ schoolClass, sayer }: TeachersSectionProps) {
  const { t } = useTranslation();
  const link = useSchoolLink();
  const { schoolId, teachers } = schoolClass;
  const [adding, setAdding] = useState(false);
  const change = useChange(classesContract.endTeaching);
  const move = (teachingId: string, to: null | undefined, words: string, undo?: () => void): void =>
    change.mutate(
      { params: { schoolId, teachingId }, body: to === null ? { to } : {} },
      { onSuccess: () => sayer.done(words, undo), onError: sayer.refused },
    );
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.classes.tab.teachers')}</h2>
        <Button onClick={() => setAdding(true)}>{t('admin.classes.addTeacher')}</Button>
      </div>
      {teachers.length === 0 ? <p className="soft">{t('admin.classes.noTeachers')}</p> : null}
      <ul className={classes.rows}>
        {teachers.map(({ teachingId, personId, name, from, to }) => (
          <li key={teachingId}>
            <span className={classes.words}>
              <Link className={classes.link} to={link(`/people/${personId}`)}>
                {name}
              </Link>
              <small>
                {t('admin.since', { day: dayWords(from) })}
                {to === null ? '' : `, ${t('admin.lastDayOn', { day: dayWords(to) })}`}
              </small>
            </span>
            {to === null ? (
              <Button
                variant="subtle"
                aria-label={`${t('admin.end')}: ${name}`}
                onClick={() =>
                  move(teachingId, undefined, t('admin.classes.teacherEnded', { name }), () =>
                    move(teachingId, null, t('admin.undone')),
                  )
                }
              >
                {t('admin.end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? (
        <AddTeacherDialog schoolClass={schoolClass} sayer={sayer} close={() => setAdding(false)} />
      ) : null}
    </section>
  );
}

function AddTeacherDialog({
  schoolClass: { schoolId, classId, teachers },
  sayer,
  close,
}: TeachersSectionProps & { close: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string[]>([]);
  const add = useChange(classesContract.addTeaching);
  const [personId] = chosen;
  const submit = (): void => {
    if (personId === undefined) return;
    const onSuccess = (): void => {
      sayer.done(t('admin.saved'));
      close();
    };
    add.mutate({ params: { schoolId, classId }, body: { personId } }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.classes.addTeacher')}
      close={close}
      submit={submit}
      pending={add.isPending}
      error={add.error}
      label={t('admin.add')}
      disabled={personId === undefined}
    >
      <PersonPicker
        label={t('admin.people.roles.teacher')}
        schoolId={schoolId}
        who="teacher"
        chosen={chosen}
        choose={setChosen}
        without={teachers.filter(({ to }) => to === null).map((teacher) => teacher.personId)}
      />
    </FormDialog>
  );
}
