import { Button } from '@mantine/core';
import type { CourseOutline, LessonView } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './lesson-steps.module.css';
import { useLockWords } from './lock-words';

/** To the lesson before and the one after; where that is not open, what it waits for. */
export function LessonSteps({ course, lesson }: { course: CourseOutline; lesson: LessonView }) {
  const { t } = useTranslation();
  const lockWords = useLockWords(course.modules, course.timeZone);
  const { previousId, nextId, nextLocks, doneAt, preview } = lesson;
  const lessons = course.modules.flatMap((module) => module.lessons);
  const titleOf = (id: string): string => lessons.find((each) => each.id === id)?.title ?? '';
  const path = (id: string): string => `/learning/${course.courseId}/${id}`;
  return (
    <nav className={classes.steps} aria-label={t('learning.learn.steps')}>
      {previousId === null ? (
        <span />
      ) : (
        <Button component={Link} to={path(previousId)} variant="default">
          {t('learning.learn.previous')}
          <span className="hidden-text">: {titleOf(previousId)}</span>
        </Button>
      )}
      {nextId === null ? (
        <Button component={Link} to={`/learning/${course.courseId}`} variant="default">
          {t('learning.learn.toCourse')}
        </Button>
      ) : nextLocks.length > 0 && !preview ? (
        <p className={classes.lock}>
          <b>{t('learning.learn.nextLocked')}</b> {nextLocks.map(lockWords).join(' · ')}
        </p>
      ) : (
        <Button component={Link} to={path(nextId)} variant={doneAt === null ? 'default' : 'filled'}>
          {t('learning.learn.next')}
          <span className="hidden-text">: {titleOf(nextId)}</span>
        </Button>
      )}
    </nav>
  );
}
