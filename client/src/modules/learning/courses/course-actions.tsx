import { Button } from '@mantine/core';
import {
  coursesContract,
  lessonsOf,
  type CourseDetail,
  type Lesson,
  type Structure,
} from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../../platform/api-error';
import admin from '../../schools/ui/admin.module.css';
import type { Sayer } from '../../schools/ui/use-toast';
import classes from './course-actions.module.css';
import { CourseState } from './course-state';
import { useCourseChange } from './courses.queries';
import { EnrolDialog } from './enrol-dialog';
import { SettingsDialog } from './settings-dialog';

/** How the course stands, and the one thing to do next: publish. */
export function CourseActions({ course, sayer }: { course: CourseDetail; sayer: Sayer }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'enrol' | 'settings' | null>(null);
  const publish = useCourseChange(coursesContract.publishCourse);
  const { courseId, state, version, changed, mayEdit, draft } = course;
  const isEmpty = lessonsOf(draft).length === 0;
  const mayPublish = mayEdit && state !== 'archived' && (state === 'draft' || changed);
  const refused = (error: unknown): void => {
    const lesson = lessonIn(error, draft);
    if (lesson === undefined) sayer.refused(error);
    else if (lesson.kind === 'link') sayer.done(t('learning.courses.noAddressIn', { title: lesson.title }));
    else if (lesson.kind === 'video') sayer.done(t('learning.courses.noVideoIn', { title: lesson.title }));
    else sayer.done(t('learning.courses.unfinishedIn', { title: lesson.title }));
  };
  const send = (): void =>
    publish.mutate(
      { params: { courseId }, body: { version } },
      { onSuccess: () => sayer.done(t('learning.courses.published')), onError: refused },
    );
  return (
    <section className={classes.bar} aria-label={t('learning.courses.standing')}>
      <div className={classes.state}>
        <CourseState course={course} />
        <p className="soft">
          {state === 'draft' && isEmpty
            ? t('learning.courses.publishEmpty')
            : t(`learning.courses.stateMore.${state === 'published' && changed ? 'changed' : state}`)}
        </p>
      </div>
      <div className={admin.buttons}>
        {mayPublish ? (
          <Button onClick={send} loading={publish.isPending} disabled={isEmpty}>
            {t(state === 'draft' ? 'learning.courses.publish' : 'learning.courses.publishChanges')}
          </Button>
        ) : null}
        {mayEdit && state !== 'archived' ? (
          <Button variant={state === 'published' ? 'outline' : 'default'} onClick={() => setAsking('enrol')}>
            {t('learning.courses.enrol')}
          </Button>
        ) : null}
        <Button component={Link} to={`/learning/${courseId}`} variant="default">
          {t('learning.courses.preview')}
        </Button>
        {mayEdit ? (
          <Button variant="default" onClick={() => setAsking('settings')}>
            {t('learning.courses.settings')}
          </Button>
        ) : null}
      </div>
      {asking === 'enrol' ? (
        <EnrolDialog course={course} sayer={sayer} close={() => setAsking(null)} />
      ) : null}
      {asking === 'settings' ? (
        <SettingsDialog course={course} sayer={sayer} close={() => setAsking(null)} />
      ) : null}
    </section>
  );
}

/** The lesson that keeps the course from being published. */
function lessonIn(error: unknown, draft: Structure): Lesson | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return lessonsOf(draft).find(({ id }) => id === error.about['lessonId']);
}
