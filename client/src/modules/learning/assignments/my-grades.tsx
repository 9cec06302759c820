import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatPercent } from '../../../platform/dates';
import admin from '../../schools/ui/admin.module.css';
import classes from './assignments.module.css';
import { useMyGrades } from './assignments.queries';
import { usePointsWords } from './due-words';

/** One's own grades in a course; nothing while there are none. */
export function MyGrades({ courseId }: { courseId: string }) {
  const { t } = useTranslation();
  const points = usePointsWords();
  const { data } = useMyGrades(courseId);
  const graded = data?.rows.filter((row) => row.points !== null || row.excused) ?? [];
  if (data === undefined || graded.length === 0) return null;
  return (
    <section className={classes.card} aria-label={t('learning.assignments.mine.title')}>
      <div className={classes.head}>
        <h2>{t('learning.assignments.mine.title')}</h2>
        {data.total === null ? null : <span className={classes.points}>{formatPercent(data.total, 1)}</span>}
      </div>
      <ul className={admin.rows}>
        {graded.map(({ lessonId, title, points: got, of, excused, category }) => (
          <li key={lessonId}>
            <span className={admin.words}>
              <Link className={admin.link} to={`/learning/${courseId}/${lessonId}`}>
                {title}
              </Link>
              {category === null ? null : <small>{category}</small>}
            </span>
            <span className="num">{excused ? t('learning.assignments.book.excused') : points(got, of)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
