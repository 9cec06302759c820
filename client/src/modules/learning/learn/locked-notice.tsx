import { Button } from '@mantine/core';
import type { CourseOutline, Lock } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import page from '../../../platform/ui/page.module.css';
import { Notice } from '../../../platform/ui/notice';
import { useDaysWords } from '../courses/days-words';
import { useLockWords } from './lock-words';

/** Why this lesson is not open, and what to do meanwhile. It opens by itself. */
export function LockedNotice({ course, locks }: { course: CourseOutline; locks: readonly Lock[] }) {
  const { t } = useTranslation();
  const lockWords = useLockWords(course.modules, course.timeZone);
  const days = useDaysWords();
  const { courseId, nextLessonId } = course;
  const why = locks.length > 0 ? locks.map(lockWords).join(' · ') : days(course);
  return (
    <div className={page.card}>
      <Notice
        title={t('learning.learn.locked')}
        action={
          <Button
            component={Link}
            to={nextLessonId === null ? `/learning/${courseId}` : `/learning/${courseId}/${nextLessonId}`}
          >
            {t(nextLessonId === null ? 'learning.learn.toCourse' : 'learning.learn.toNext')}
          </Button>
        }
      >
        {why}
      </Notice>
    </div>
  );
}
