import type { CourseState as State } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import classes from './course-state.module.css';

/** Draft, published or archived, and whether learners see something older than what is worked on. */
export function CourseState({ course: { state, changed } }: { course: { state: State; changed: boolean } }) {
  const { t } = useTranslation();
  return (
    <span className={classes.states}>
      <span className={classes.state} data-state={state}>
        {t(`learning.courses.state.${state}`)}
      </span>
      {state === 'published' && changed ? (
        <span className={classes.state} data-state="changed">
          {t('learning.courses.changed')}
        </span>
      ) : null}
    </span>
  );
}
