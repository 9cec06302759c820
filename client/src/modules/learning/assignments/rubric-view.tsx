import type { AssignmentBody, SubmissionGrade } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../platform/dates';
import classes from './assignments.module.css';

interface RubricViewProps {
  rubric: AssignmentBody['rubric'];
  levels: SubmissionGrade['levels'];
  /** left out where it is only shown */
  choose?: (criterionId: string, level: number) => void;
}

/** What a piece of work is judged by, with the level it reached; where it is graded, one level of each is chosen. */
export function RubricView({ rubric, levels: chosen, choose }: RubricViewProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.rubric}>
      {rubric.map(({ id, title, levels }) => {
        const at = chosen.find(({ criterionId }) => criterionId === id)?.level;
        return (
          <fieldset key={id} className={classes.criterion}>
            <legend>{title}</legend>
            <div className={classes.levels}>
              {levels.map(({ label, points }, level) => {
                const words = (
                  <span>
                    {label}
                    <small className="num">
                      {t('learning.assignments.points.count', {
                        count: points,
                        points: formatNumber(points),
                      })}
                      {at === level && choose === undefined ? ` · ${t('learning.assignments.reached')}` : ''}
                    </small>
                  </span>
                );
                return choose === undefined ? (
                  <span key={level} className={classes.level} data-chosen={at === level}>
                    {words}
                  </span>
                ) : (
                  <label key={level} className={classes.level} data-chosen={at === level}>
                    <input type="radio" name={id} checked={at === level} onChange={() => choose(id, level)} />
                    {words}
                  </label>
                );
              })}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
