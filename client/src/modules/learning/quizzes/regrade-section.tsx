import { Button } from '@mantine/core';
import { quizContract, type QuestionDetail } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../../platform/dates';
import classes from './editor.module.css';
import { useBankChange } from './quizzes.queries';
import { useQuizRefusal } from './refusal-words';

/** Attempts that were graded by a key that has been corrected since, and what grading them anew changed. */
export function RegradeSection({ question }: { question: QuestionDetail }) {
  const { t } = useTranslation();
  const words = useQuizRefusal();
  const { courseId, questionId, version, outdated } = question;
  const regrade = useBankChange(courseId, quizContract.regradeQuestion);
  const done = regrade.data;
  if (outdated === 0 && done === undefined) return null;
  return (
    <section className={classes.regrade} aria-labelledby="regrade">
      <h2 id="regrade">{t('learning.quizzes.regrade.title')}</h2>
      {outdated > 0 ? (
        <>
          <p>{t('learning.quizzes.regrade.outdated', { count: outdated })}</p>
          <Button
            className={classes.add ?? ''}
            loading={regrade.isPending}
            onClick={() => regrade.mutate({ params: { courseId, questionId }, body: { version } })}
          >
            {t('learning.quizzes.regrade.do')}
          </Button>
        </>
      ) : null}
      {done === undefined ? null : (
        <div role="status">
          <p>{t('learning.quizzes.regrade.done', { count: done.attempts, changed: done.changed })}</p>
          <ul>
            {done.rows.map(({ personId, name, lesson, before, after }, n) => (
              <li key={`${personId}${n}`} className="num">
                {t('learning.quizzes.regrade.row', {
                  ...{ name, lesson },
                  ...{ before: formatPercent(before, 1), after: formatPercent(after, 1) },
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {regrade.error === null ? null : (
        <p role="alert" className={classes.refusal}>
          {words(regrade.error)}
        </p>
      )}
    </section>
  );
}
