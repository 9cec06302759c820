import { Button } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import type { LessonView } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../../platform/api-error';
import admin from '../../schools/ui/admin.module.css';
import { useFinish } from './learn.queries';
import classes from './lesson-body.module.css';

/** Says that it was read, and takes that back. */
export function FinishButton({ lesson }: { lesson: LessonView }) {
  const { t } = useTranslation();
  const finish = useFinish(lesson.courseId, lesson.lessonId);
  if (lesson.preview) return null;
  return (
    <div className={classes.finish}>
      {lesson.doneAt === null ? (
        <Button onClick={() => finish.mutate(true)} loading={finish.isPending}>
          {t('learning.learn.markDone')}
        </Button>
      ) : (
        <>
          <span role="status" className={classes.done}>
            <IconCircleCheckFilled size={20} aria-hidden="true" />
            {t('learning.learn.isDone')}
          </span>
          <Button variant="subtle" onClick={() => finish.mutate(false)} loading={finish.isPending}>
            {t('action.undo')}
          </Button>
        </>
      )}
      {finish.error === null ? null : (
        <p role="alert" className={admin.refusal}>
          {t(errorKey(finish.error))}
        </p>
      )}
    </div>
  );
}
