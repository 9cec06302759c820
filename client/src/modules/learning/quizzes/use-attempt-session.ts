import { listOf, quizContract, type AttemptView } from '@quad/shared/learning';
import { useEffect, useState } from 'react';
import { after } from '../../../platform/after';
import { call } from '../../../platform/api';
import { useMe } from '../../../platform/session';
import { keptAnswers } from './attempt-db';
import { AttemptSession } from './attempt-session';

/** The answers of an open attempt, with those that a reload or a dead battery left on this device; null until that is known. */
export function useAttemptSession(attempt: AttemptView): AttemptSession | null {
  const { personId } = useMe();
  const { attemptId } = attempt;
  // only as it was when the page opened: from then on the session knows best
  const [first] = useState(attempt);
  const [session, setSession] = useState<AttemptSession | null>(null);

  useEffect(() => {
    const { courseId, lessonId } = first;
    const params = { courseId, lessonId, attemptId };
    const device = keptAnswers(personId, attemptId);
    let left = false;
    let made: AttemptSession | null = null;
    const begin = async (): Promise<void> => {
      const kept = await device.read().catch(() => null);
      if (left) return;
      made = new AttemptSession(first, kept, {
        save: (sequence, answers) =>
          call(quizContract.saveAnswers, { params, body: { sequence, answers: listOf(answers) } }),
        submit: (sequence, answers) =>
          call(quizContract.submitAttempt, { params, body: { sequence, answers: listOf(answers) } }),
        load: () => call(quizContract.attempt, { params }),
        ...{ keep: device.keep, forget: device.forget, after },
      });
      setSession(made);
    };
    const flush = (): void => made?.flush();
    void begin();
    const events = ['online', 'pagehide'] as const;
    for (const event of events) window.addEventListener(event, flush);
    return () => {
      left = true;
      made?.flush();
      made?.stop();
      for (const event of events) window.removeEventListener(event, flush);
    };
  }, [first, personId, attemptId]);

  return session;
}
