import type { AssignmentBody, SubmissionGrade } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { formatNumber, momentAt } from '../../../platform/dates';
import classes from './assignments.module.css';
import { usePointsWords } from './due-words';
import { RubricView } from './rubric-view';

interface GradeResultProps {
  grade: SubmissionGrade;
  rubric: AssignmentBody['rubric'];
  timeZone: string;
}

/** What a piece of work was worth, with the levels it reached and what was said to it. */
export function GradeResult({ grade, rubric, timeZone }: GradeResultProps) {
  const { t } = useTranslation();
  const points = usePointsWords();
  const { given, of, feedback, by, at, levels } = grade;
  return (
    <section className={classes.card} aria-label={t('learning.assignments.result')}>
      <div className={classes.head}>
        <h2>{t('learning.assignments.result')}</h2>
        <span className={classes.points}>{points(grade.points, of)}</span>
      </div>
      {given === grade.points ? null : (
        <p className="soft">
          {t('learning.assignments.lateTook', {
            given: formatNumber(given),
            less: formatNumber(Math.round((given - grade.points) * 100) / 100),
          })}
        </p>
      )}
      {feedback === '' ? null : (
        <p className={classes.text} dir="auto">
          {feedback}
        </p>
      )}
      {rubric.length === 0 ? null : <RubricView rubric={rubric} levels={levels} />}
      <p className="soft num">{t('learning.assignments.gradedBy', { by, when: momentAt(at, timeZone) })}</p>
    </section>
  );
}
