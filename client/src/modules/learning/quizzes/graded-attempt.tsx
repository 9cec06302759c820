import { solutionOf, type AttemptDetail } from '@quad/shared/learning';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatNumber, formatPercent, momentAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { changed } from '../../../platform/ui/list-controls';
import { Loaded } from '../../schools/ui/loaded';
import { CreditLine, rounded } from './credit-line';
import { QuestionView } from './question-view';
import { gradedQuery } from './quizzes.queries';
import classes from './result.module.css';

interface GradedAttemptProps {
  courseId: string;
  lessonId: string;
  attemptId: string;
}

/** One attempt, for those who make the course: every answer, its key and its points. */
export function GradedAttempt({ courseId, lessonId, attemptId }: GradedAttemptProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const attempt = useQuery(gradedQuery(courseId, lessonId, attemptId));
  return (
    <div className={classes.stack}>
      <p>
        <Link to={`?${changed(search, 'attempt', '').toString()}`}>
          {t('learning.quizzes.attempts.back')}
        </Link>
      </p>
      <Loaded query={attempt} heights={[120, 200, 200]}>
        {(detail) => <Detail detail={detail} />}
      </Loaded>
    </div>
  );
}

function Detail({ detail }: { detail: AttemptDetail }) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const { name, number, state, byTime, score, points, of, startedAt, submittedAt, questions, regrades } =
    detail;
  return (
    <>
      <section className={classes.card} aria-labelledby="whose-attempt">
        <h2 id="whose-attempt">{t('learning.quizzes.attempts.whose', { name, number })}</h2>
        {score === null || points === null || of === null ? null : (
          <>
            <p className={`${classes.score} num`}>{formatPercent(score, 1)}</p>
            <p className="num">
              {t('learning.quizzes.result.points', {
                points: formatNumber(rounded(points)),
                of: formatNumber(of),
              })}
            </p>
          </>
        )}
        <p className="soft">
          {t('learning.quizzes.attempts.when', {
            started: momentAt(startedAt, timeZone),
            state: t(`learning.quizzes.attempts.${byTime ? 'byTime' : state}`),
            at: submittedAt === null ? '' : momentAt(submittedAt, timeZone),
          })}
        </p>
        {regrades.map(({ at, by, before, after }) => (
          <p key={at} className="soft num">
            {t('learning.quizzes.attempts.regraded', {
              ...{ by, when: momentAt(at, timeZone) },
              ...{ before: formatPercent(before, 1), after: formatPercent(after, 1) },
            })}
          </p>
        ))}
      </section>
      {questions.map(({ shown, question, answer, credit }, n) => (
        <div key={shown.questionId} className={classes.card}>
          <QuestionView
            shown={shown}
            heading={t('learning.quizzes.take.question', { number: n + 1, of: questions.length })}
            answer={answer ?? undefined}
          >
            {credit === null ? null : (
              <CreditLine {...{ shown, credit }} solution={solutionOf(question)} words={[]} />
            )}
          </QuestionView>
        </div>
      ))}
    </>
  );
}
