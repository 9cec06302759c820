import type { QuizState } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatPercent, momentAt } from '../../../platform/dates';
import { changed } from '../../../platform/ui/list-controls';
import { Loaded } from '../../schools/ui/loaded';
import { HtmlView } from '../learn/html-view';
import type { LearnSlot } from '../learn/learn-slot';
import { AttemptScreen } from './attempt-screen';
import { Begin } from './begin';
import { useQuizState } from './quizzes.queries';
import classes from './result.module.css';

/** A quiz to take; the attempt that is open or looked at stands in the address. */
export function QuizLesson({ course, lesson }: LearnSlot) {
  const { courseId, timeZone } = course;
  const { lessonId } = lesson;
  const [search] = useSearchParams();
  const state = useQuizState(courseId, lessonId);
  const attemptId = search.get('attempt');
  if (attemptId !== null)
    return <AttemptScreen key={attemptId} {...{ courseId, lessonId, attemptId, timeZone }} />;
  return (
    <Loaded query={state} heights={[160, 48]}>
      {(quiz) => (
        <div className={classes.stack}>
          <HtmlView html={lesson.body.html} />
          <Rules quiz={quiz} timeZone={timeZone} />
          <Begin quiz={quiz} />
          <Past quiz={quiz} timeZone={timeZone} />
        </div>
      )}
    </Loaded>
  );
}

function Rules({ quiz, timeZone }: { quiz: QuizState; timeZone: string }) {
  const { t } = useTranslation();
  const { questions, minutes, attempts, attemptsLeft, passAt, closesAt, best, preview } = quiz;
  const facts = [
    [t('learning.quizzes.intro.questions'), String(questions)],
    [
      t('learning.quizzes.intro.time'),
      minutes === null
        ? t('learning.quizzes.intro.noLimit')
        : t('learning.quizzes.intro.minutes', { count: minutes }),
    ],
    [
      t('learning.quizzes.intro.attempts'),
      attemptsLeft === null
        ? t('learning.quizzes.intro.anyNumber')
        : t('learning.quizzes.intro.left', { count: attemptsLeft, of: attempts }),
    ],
    [t('learning.quizzes.intro.passAt'), formatPercent(passAt, 1) ?? ''],
    ...(closesAt === null ? [] : [[t('learning.quizzes.intro.closes'), momentAt(closesAt, timeZone)]]),
    ...(best === null ? [] : [[t('learning.quizzes.intro.best'), formatPercent(best, 1) ?? '']]),
  ];
  return (
    <div className={classes.card}>
      {preview ? <p className="soft">{t('learning.quizzes.intro.preview')}</p> : null}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Past({ quiz: { past, passAt }, timeZone }: { quiz: QuizState; timeZone: string }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  if (past.length === 0) return null;
  return (
    <section className={classes.card} aria-labelledby="past-attempts">
      <h2 id="past-attempts">{t('learning.quizzes.intro.past')}</h2>
      <ul className={classes.past}>
        {past.map(({ attemptId, number, submittedAt, score }) => (
          <li key={attemptId}>
            <Link to={`?${changed(search, 'attempt', attemptId).toString()}`}>
              {t('learning.quizzes.intro.attempt', { number })}
            </Link>
            <span className="num soft">{momentAt(submittedAt, timeZone)}</span>
            <span className="num">
              {score === null
                ? t('learning.quizzes.intro.handedIn')
                : t(`learning.quizzes.intro.${score >= passAt ? 'passed' : 'notPassed'}`, {
                    score: formatPercent(score, 1),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
