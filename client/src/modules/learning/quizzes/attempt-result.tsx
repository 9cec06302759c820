import { IconCheck, IconX } from '@tabler/icons-react';
import type { AttemptView } from '@quad/shared/learning';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent, momentAt } from '../../../platform/dates';
import { CreditLine, rounded } from './credit-line';
import { QuestionView } from './question-view';
import classes from './result.module.css';

interface AttemptResultProps {
  attempt: AttemptView;
  timeZone: string;
  /** it has just been handed in: the button that did it is gone, so the result is where one goes on */
  focused: boolean;
}

/** How an attempt went, as far as its quiz tells. */
export function AttemptResult({ attempt, timeZone, focused }: AttemptResultProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) heading.current?.focus();
  }, [focused]);
  const { result, submittedAt, byTime, questions, answers } = attempt;
  if (result === null) return null;
  const { score, points, of, passed, passAt, answersAt } = result;
  return (
    <div className={classes.stack}>
      <section className={classes.card} aria-labelledby="quiz-result">
        <h2 id="quiz-result" ref={heading} tabIndex={-1}>
          {t('learning.quizzes.result.title')}
        </h2>
        {score === null || points === null || of === null ? (
          <p>{t('learning.quizzes.result.keptBack')}</p>
        ) : (
          <>
            <p className={`${classes.score} num`}>{formatPercent(score, 1)}</p>
            <p className="num">
              {t('learning.quizzes.result.points', {
                points: formatNumber(rounded(points)),
                of: formatNumber(of),
              })}
            </p>
            <p className={classes.verdict} data-passed={passed}>
              {passed === true ? (
                <IconCheck size={20} aria-hidden="true" />
              ) : (
                <IconX size={20} aria-hidden="true" />
              )}
              {t(`learning.quizzes.result.${passed === true ? 'passed' : 'notPassed'}`, {
                share: formatPercent(passAt, 1),
              })}
            </p>
          </>
        )}
        <p className="soft">
          {t(`learning.quizzes.result.${byTime ? 'byTime' : 'handedIn'}`, {
            when: submittedAt === null ? '' : momentAt(submittedAt, timeZone),
          })}
        </p>
        {answersAt === null ? null : (
          <p>{t('learning.quizzes.result.answersAt', { when: momentAt(answersAt, timeZone) })}</p>
        )}
      </section>
      {result.questions.map(({ questionId, credit, solution, words }, n) => {
        const shown = questions.find((each) => each.questionId === questionId);
        if (shown === undefined) return null;
        const heading = t('learning.quizzes.take.question', { number: n + 1, of: questions.length });
        return (
          <div key={questionId} className={classes.card}>
            <QuestionView shown={shown} heading={heading} answer={answers[questionId]}>
              <CreditLine {...{ shown, credit, solution, words }} />
            </QuestionView>
          </div>
        );
      })}
    </div>
  );
}
