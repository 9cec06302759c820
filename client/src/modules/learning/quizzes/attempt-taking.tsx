import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { isBlank, type Answers, type AttemptView } from '@quad/shared/learning';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../platform/store';
import type { AttemptSession } from './attempt-session';
import { AttemptTimer } from './attempt-timer';
import { HandInDialog } from './hand-in-dialog';
import { QuestionView } from './question-view';
import { useQuizRefusal } from './refusal-words';
import classes from './taking.module.css';

interface AttemptTakingProps {
  attempt: AttemptView;
  session: AttemptSession;
  /** with what the server says of it */
  done: (attempt: AttemptView) => void;
}

/** The questions: one a screen on a phone, all below each other where there is room. */
export function AttemptTaking({ attempt, session, done }: AttemptTakingProps) {
  const { t } = useTranslation();
  const words = useQuizRefusal();
  const { answers, saving, merged, closed } = useStore(session.state);
  const [at, setAt] = useState(0);
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isNarrow = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const place = useRef<HTMLDivElement>(null);
  const { questions, endsAt } = attempt;
  const onClosed = useEffectEvent(done);
  useEffect(() => {
    if (closed !== null) onClosed(closed);
  }, [closed]);

  const go = (to: number): void => {
    setAsking(false);
    setAt(to);
    requestAnimationFrame(() => {
      const target = place.current?.querySelector<HTMLElement>(`[data-place="${to}"]`);
      target?.focus();
      target?.scrollIntoView({ block: 'start' });
    });
  };
  const handIn = async (): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      await session.submit();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setPending(false);
      setAsking(false);
    }
  };
  const open = openPlaces(attempt, answers);
  const shown = isNarrow ? questions.slice(at, at + 1) : questions;
  return (
    <div className={classes.taking} ref={place}>
      <div className={classes.bar}>
        <span className="num">
          {t('learning.quizzes.take.answered', {
            count: questions.length - open.length,
            of: questions.length,
          })}
        </span>
        <span role="status" className="soft">
          {t(`learning.quizzes.take.${saving}`)}
        </span>
        {endsAt === null ? null : <AttemptTimer endsAt={endsAt} over={() => void handIn()} />}
      </div>
      {merged ? (
        <p className={classes.note} role="status">
          {t('learning.quizzes.take.merged')}
        </p>
      ) : null}
      {error === null ? null : (
        <p role="alert" className={classes.refusal}>
          {words(error)}
        </p>
      )}
      {shown.map((question, n) => {
        const number = isNarrow ? at : n;
        const heading = t('learning.quizzes.take.question', { number: number + 1, of: questions.length });
        return (
          <div key={question.questionId} className={classes.card} data-place={number} tabIndex={-1}>
            <QuestionView
              shown={question}
              heading={heading}
              answer={answers[question.questionId]}
              change={(answer) => session.answer(question.questionId, answer)}
            />
          </div>
        );
      })}
      <div className={classes.steps}>
        {isNarrow ? (
          <>
            <Button variant="default" size="md" disabled={at === 0} onClick={() => go(at - 1)}>
              {t('learning.quizzes.take.previous')}
            </Button>
            {at < questions.length - 1 ? (
              <Button size="md" onClick={() => go(at + 1)}>
                {t('learning.quizzes.take.next')}
              </Button>
            ) : null}
          </>
        ) : null}
        <Button
          size="md"
          variant={isNarrow && at < questions.length - 1 ? 'default' : 'filled'}
          loading={pending}
          onClick={() => setAsking(true)}
        >
          {t('learning.quizzes.take.handIn')}
        </Button>
      </div>
      {asking ? (
        <HandInDialog
          {...{ open, go, pending }}
          of={questions.length}
          close={() => setAsking(false)}
          confirm={() => void handIn()}
        />
      ) : null}
    </div>
  );
}

/** Which questions nothing was answered to, by their place from 0. */
function openPlaces({ questions }: AttemptView, answers: Answers): number[] {
  return questions.flatMap(({ questionId }, n) => (isBlank(answers[questionId]) ? [n] : []));
}
