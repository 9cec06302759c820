import { Button } from '@mantine/core';
import type { QuizState } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { changed } from '../../../platform/ui/list-controls';
import { useStartAttempt } from './quizzes.queries';
import { useQuizRefusal } from './refusal-words';
import classes from './result.module.css';

/** The way into an attempt: a new one or the open one, or why there is none. */
export function Begin({ quiz }: { quiz: QuizState }) {
  const { t } = useTranslation();
  const [, setSearch] = useSearchParams();
  const words = useQuizRefusal();
  const start = useStartAttempt(quiz.courseId, quiz.lessonId);
  const open = (attemptId: string): void => setSearch((before) => changed(before, 'attempt', attemptId));
  const { openId, attemptsLeft, closesAt, now, questions, minutes, past, preview } = quiz;
  if (openId === null) {
    const hasClosed = closesAt !== null && now >= closesAt && !preview;
    if (hasClosed) return <p>{t('learning.quizzes.refused.closed')}</p>;
    if (attemptsLeft === 0) return <p>{t('learning.quizzes.refused.noneLeft')}</p>;
    if (questions === 0) return <p>{t('learning.quizzes.refused.empty')}</p>;
  }
  const label = openId !== null ? 'goOn' : past.length > 0 ? 'again' : 'start';
  return (
    <div className={classes.actions}>
      <Button
        size="md"
        loading={start.isPending}
        onClick={() => start.mutate(undefined, { onSuccess: ({ attemptId }) => open(attemptId) })}
      >
        {t(`learning.quizzes.intro.${label}`)}
      </Button>
      {minutes === null || openId !== null ? null : (
        <span className="soft">{t('learning.quizzes.intro.timeRuns')}</span>
      )}
      {start.error === null ? null : (
        <p role="alert" className={classes.refusal}>
          {words(start.error)}
        </p>
      )}
    </div>
  );
}
