import { Button, TextInput } from '@mantine/core';
import { coursesContract, type CourseDetail } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import admin from '../../schools/ui/admin.module.css';
import { FormDialog } from '../../schools/ui/form-dialog';
import type { Sayer } from '../../schools/ui/use-toast';
import { useCourseChange } from './courses.queries';

/** What is seldom done to a whole course: copied, put away, taken out again. */
export function PutAway({ course, sayer }: { course: CourseDetail; sayer: Sayer }) {
  const { t } = useTranslation();
  const [copying, setCopying] = useState(false);
  const archive = useCourseChange(coursesContract.archiveCourse);
  const restore = useCourseChange(coursesContract.restoreCourse);
  const sent = { params: { courseId: course.courseId } };
  const onError = sayer.refused;
  const takeOut = (): void =>
    restore.mutate(sent, { onSuccess: () => sayer.done(t('learning.courses.restored')), onError });
  const putAway = (): void =>
    archive.mutate(sent, {
      onSuccess: () => sayer.done(t('learning.courses.archived'), takeOut),
      onError,
    });
  return (
    <section className={admin.section} aria-label={t('learning.courses.whole')}>
      <h2>{t('learning.courses.whole')}</h2>
      <div className={admin.buttons}>
        <Button variant="default" onClick={() => setCopying(true)}>
          {t('learning.courses.copy')}
        </Button>
        {course.state === 'archived' ? (
          <Button onClick={takeOut} loading={restore.isPending}>
            {t('learning.courses.restore')}
          </Button>
        ) : (
          <Button variant="default" onClick={putAway} loading={archive.isPending}>
            {t('learning.courses.archive')}
          </Button>
        )}
      </div>
      {copying ? <CopyDialog course={course} close={() => setCopying(false)} /> : null}
    </section>
  );
}

function CopyDialog({ course, close }: { course: CourseDetail; close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const copy = useCourseChange(coursesContract.copyCourse);
  const [title, setTitle] = useState(() =>
    t('learning.courses.copyName', { title: course.title }).slice(0, 120),
  );
  const body = { title: title.trim() };
  const submit = (): void =>
    copy.mutate(
      { params: { courseId: course.courseId }, body },
      {
        onSuccess: ({ courseId }) => {
          close();
          void navigate(`/courses/${courseId}`);
        },
      },
    );
  return (
    <FormDialog
      title={t('learning.courses.copy')}
      close={close}
      submit={submit}
      pending={copy.isPending}
      error={copy.error}
      label={t('learning.courses.copy')}
      disabled={body.title === ''}
    >
      <p className="soft">{t('learning.courses.copyHint')}</p>
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
