import { IconCircle, IconCircleCheckFilled, IconLock } from '@tabler/icons-react';
import type { CourseOutline, OutlineLesson } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { formatPercent } from '../../../platform/dates';
import { LessonIcon } from './lesson-icon';
import { useLockWords } from './lock-words';
import classes from './outline-list.module.css';

interface OutlineListProps {
  course: CourseOutline;
  /** of the modules' headings */
  level: 2 | 3;
}

/** Every lesson with how it stands: done, open, or why not yet. */
export function OutlineList({ course, level }: OutlineListProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <ol className={classes.modules}>
      {course.modules.map(({ id, title, lessons }) => (
        <li key={id}>
          <Heading>{title}</Heading>
          <ol className={classes.lessons}>
            {lessons.map((lesson) => (
              <li key={lesson.id}>
                <Row course={course} lesson={lesson} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function Row({ course, lesson }: { course: CourseOutline; lesson: OutlineLesson }) {
  const { t } = useTranslation();
  const lockWords = useLockWords(course.modules, course.timeZone);
  const { id, kind, title, required, locks, doneAt, score, watched } = lesson;
  const state = doneAt !== null ? 'done' : locks.length > 0 && !course.preview ? 'locked' : 'open';
  const facts = [
    t(`learning.learn.kind.${kind}`),
    ...(required ? [] : [t('learning.learn.optional')]),
    ...(state === 'done' ? [t('learning.learn.isDone')] : []),
    ...(score === null ? [] : [t('learning.learn.score', { percent: formatPercent(score, 1) })]),
    ...(watched === null || watched === 0 || state === 'done'
      ? []
      : [t('learning.learn.watched', { percent: formatPercent(watched, 1) })]),
  ];
  const content = (
    <>
      <StateIcon state={state} />
      <span className={classes.words}>
        <b>{title}</b>
        <small>{facts.join(' · ')}</small>
        {locks.map((lock) => (
          <small key={JSON.stringify(lock)} className={classes.lock}>
            {lockWords(lock)}
          </small>
        ))}
      </span>
      <LessonIcon kind={kind} />
    </>
  );
  return state === 'locked' ? (
    <div className={classes.row} data-state={state}>
      {content}
    </div>
  ) : (
    <NavLink end to={`/learning/${course.courseId}/${id}`} className={classes.row ?? ''} data-state={state}>
      {content}
    </NavLink>
  );
}

function StateIcon({ state }: { state: 'done' | 'open' | 'locked' }) {
  const { t } = useTranslation();
  const Icon = { done: IconCircleCheckFilled, open: IconCircle, locked: IconLock }[state];
  return (
    <span className={classes.icon} data-state={state}>
      <Icon size={22} aria-hidden="true" />
      <span className="hidden-text">{t(`learning.learn.state.${state}`)}</span>
    </span>
  );
}
