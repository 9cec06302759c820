import { TextInput } from '@mantine/core';
import { coursesContract, lessonKinds, type LessonKind } from '@quad/shared/learning';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import admin from '../../schools/ui/admin.module.css';
import { FormDialog } from '../../schools/ui/form-dialog';
import type { Sayer } from '../../schools/ui/use-toast';
import { LessonIcon } from '../learn/lesson-icon';
import { useCourseChange } from './courses.queries';

interface AddDialogProps {
  courseId: string;
  sayer: Sayer;
  close: () => void;
}

export function ModuleDialog({ courseId, sayer, close }: AddDialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const add = useCourseChange(coursesContract.addModule);
  const name = title.trim();
  const submit = (): void => {
    if (name === '') return;
    const onSuccess = (): void => {
      sayer.done(t('learning.courses.moduleAdded', { title: name }));
      close();
    };
    add.mutate({ params: { courseId }, body: { title: name } }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('learning.courses.addModule')}
      close={close}
      submit={submit}
      pending={add.isPending}
      error={add.error}
      label={t('admin.add')}
      disabled={name === ''}
    >
      <TextInput
        required
        data-autofocus
        maxLength={120}
        label={t('learning.courses.name')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** A new lesson is at the end of its module, empty; its row leads to its editor. */
export function LessonDialog({ courseId, moduleId, sayer, close }: AddDialogProps & { moduleId: string }) {
  const { t } = useTranslation();
  const group = useId();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<LessonKind>('text');
  const add = useCourseChange(coursesContract.addCourseLesson);
  const name = title.trim();
  const submit = (): void => {
    if (name === '') return;
    const onSuccess = (): void => {
      sayer.done(t('learning.courses.lessonAdded', { title: name }));
      close();
    };
    add.mutate({ params: { courseId }, body: { moduleId, kind, title: name } }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('learning.courses.addLesson')}
      close={close}
      submit={submit}
      pending={add.isPending}
      error={add.error}
      label={t('admin.add')}
      disabled={name === ''}
    >
      <TextInput
        required
        data-autofocus
        maxLength={120}
        label={t('learning.courses.name')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <fieldset className={admin.plain}>
        <legend>{t('learning.courses.kind')}</legend>
        <div className={admin.options}>
          {lessonKinds.map((each) => (
            <label key={each} className={admin.option}>
              <input type="radio" name={group} checked={kind === each} onChange={() => setKind(each)} />
              <LessonIcon kind={each} />
              <span>
                {t(`learning.learn.kind.${each}`)}
                <small>{t(`learning.courses.kindMore.${each}`)}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </FormDialog>
  );
}
