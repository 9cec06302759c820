import type { AttemptView } from '@quad/shared/learning';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { changed } from '../../../platform/ui/list-controls';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { Loaded } from '../../schools/ui/loaded';
import { AttemptResult } from './attempt-result';
import { AttemptTaking } from './attempt-taking';
import { Begin } from './begin';
import { attemptQuery, usePutAttempt, useQuizState } from './quizzes.queries';
import classes from './result.module.css';
import { useAttemptSession } from './use-attempt-session';

interface AttemptScreenProps {
  courseId: string;
  lessonId: string;
  attemptId: string;
  timeZone: string;
}

/** One attempt: while it is open to be answered, afterwards how it went. */
export function AttemptScreen({ courseId, lessonId, attemptId, timeZone }: AttemptScreenProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [handedIn, setHandedIn] = useState(false);
  const attempt = useQuery(attemptQuery(courseId, lessonId, attemptId));
  return (
    <div className={classes.stack}>
      <p>
        <Link to={`?${changed(search, 'attempt', '').toString()}`}>{t('learning.quizzes.take.back')}</Link>
      </p>
      <Loaded query={attempt} heights={[48, 220, 220]}>
        {(view) =>
          view.state === 'open' ? (
            <Taking attempt={view} done={() => setHandedIn(true)} />
          ) : (
            <>
              <AttemptResult attempt={view} timeZone={timeZone} focused={handedIn} />
              <Again {...{ courseId, lessonId }} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Again({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const state = useQuizState(courseId, lessonId);
  return state.data === undefined ? null : <Begin quiz={state.data} />;
}

function Taking({ attempt, done }: { attempt: AttemptView; done: () => void }) {
  const session = useAttemptSession(attempt);
  const put = usePutAttempt(attempt.courseId, attempt.lessonId);
  return session === null ? (
    <SkeletonRows heights={[48, 220]} />
  ) : (
    <AttemptTaking
      {...{ attempt, session }}
      done={(closed) => {
        done();
        put(closed);
      }}
    />
  );
}
