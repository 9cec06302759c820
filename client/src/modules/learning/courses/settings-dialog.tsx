import { Textarea, TextInput } from '@mantine/core';
import { courseChanges, coursesContract, type CourseDetail } from '@quad/shared/learning';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../platform/api-error';
import admin from '../../schools/ui/admin.module.css';
import { FormDialog } from '../../schools/ui/form-dialog';
import type { Sayer } from '../../schools/ui/use-toast';
import { CandidatePicker, type Candidate } from './candidate-picker';
import { courseQuery, useCourseChange } from './courses.queries';

interface SettingsDialogProps {
  course: CourseDetail;
  sayer: Sayer;
  close: () => void;
}

/** What a course is called, when it runs, who makes it. Only what was changed here is sent, so that a colleague's change to the rest stays. */
export function SettingsDialog({ course, sayer, close }: SettingsDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [before] = useState(() => fieldsOf(course));
  const [fields, setFields] = useState(before);
  const [added, setAdded] = useState<readonly Candidate[]>([]);
  const change = useCourseChange(coursesContract.changeCourse);
  const teacherIds = [...fields.teacherIds, ...added.map(({ id }) => id)];
  const body = courseChanges.safeParse({
    version: course.version,
    ...changedIn(before, { ...fields, teacherIds }),
  });
  const isBackwards = fields.startsOn !== null && fields.endsOn !== null && fields.endsOn < fields.startsOn;
  const isConflict = change.error instanceof ApiError && change.error.code === 'conflict';
  const submit = (): void => {
    if (!body.success || isBackwards) return;
    const done = (): void => {
      sayer.done(t('learning.courses.settingsSaved'));
      close();
    };
    const again = (): void =>
      void client.invalidateQueries({ queryKey: courseQuery(course.courseId).queryKey, exact: true });
    change.mutate(
      { params: { courseId: course.courseId }, body: body.data },
      { onSuccess: done, onError: again },
    );
  };
  const text = (field: 'title' | 'subject' | 'summary') => ({
    value: fields[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [field]: event.currentTarget.value }),
  });
  const day = (field: 'startsOn' | 'endsOn') => ({
    type: 'date',
    value: fields[field] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [field]: event.currentTarget.value || null }),
  });
  const tick = (field: 'certificate' | 'discussion') => (
    <label className={admin.tick}>
      <input
        type="checkbox"
        checked={fields[field]}
        onChange={(event) => setFields({ ...fields, [field]: event.currentTarget.checked })}
      />
      {t(`learning.courses.${field}`)}
    </label>
  );
  return (
    <FormDialog
      title={t('learning.courses.settings')}
      close={close}
      submit={submit}
      pending={change.isPending}
      error={isConflict ? null : change.error}
      disabled={!body.success || isBackwards}
    >
      {isConflict ? (
        <p role="alert" className={admin.refusal}>
          {t('learning.courses.settingsConflict')}
        </p>
      ) : null}
      <TextInput
        required
        data-autofocus
        maxLength={120}
        label={t('learning.courses.name')}
        {...text('title')}
      />
      <TextInput maxLength={60} label={t('learning.courses.subject')} {...text('subject')} />
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        label={t('learning.courses.summary')}
        {...text('summary')}
      />
      <div className={admin.pair}>
        <TextInput label={t('learning.courses.startsOn')} {...day('startsOn')} />
        <TextInput
          label={t('learning.courses.endsOn')}
          error={isBackwards ? t('learning.courses.endsBefore') : undefined}
          {...day('endsOn')}
        />
      </div>
      <div>
        {tick('certificate')}
        {tick('discussion')}
      </div>
      <fieldset className={admin.plain}>
        <legend>{t('learning.courses.teachers')}</legend>
        {course.teachers.map(({ personId, name }) => (
          <label key={personId} className={admin.tick}>
            <input
              type="checkbox"
              checked={fields.teacherIds.includes(personId)}
              onChange={(event) =>
                setFields({
                  ...fields,
                  teacherIds: toggled(fields.teacherIds, personId, event.currentTarget.checked),
                })
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <CandidatePicker
        courseId={course.courseId}
        label={t('learning.courses.addTeachers')}
        kinds={['person']}
        who="teacher"
        without={course.teachers.map(({ personId }) => personId)}
        chosen={added}
        choose={setAdded}
      />
    </FormDialog>
  );
}

function fieldsOf(course: CourseDetail) {
  const { title, subject, summary, startsOn, endsOn, certificate, discussion, teachers } = course;
  const teacherIds = teachers.map(({ personId }) => personId);
  return { title, subject, summary, startsOn, endsOn, certificate, discussion, teacherIds };
}

type Fields = ReturnType<typeof fieldsOf>;

function changedIn(before: Fields, after: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof Fields]),
    ),
  );
}

function toggled(ids: readonly string[], id: string, on: boolean): string[] {
  const rest = ids.filter((each) => each !== id);
  return on ? [...rest, id] : rest;
}
