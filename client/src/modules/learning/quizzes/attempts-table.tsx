import type { AttemptRow } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatPercent, momentAt } from '../../../platform/dates';
import { changed } from '../../../platform/ui/list-controls';
import admin from '../../schools/ui/admin.module.css';
import table from '../../schools/ui/table.module.css';

export function AttemptsTable({ rows, timeZone }: { rows: readonly AttemptRow[]; timeZone: string }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('learning.quizzes.attempts.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('learning.quizzes.attempts.learner')}</th>
          <th scope="col">{t('learning.quizzes.attempts.started')}</th>
          <th scope="col">{t('learning.quizzes.attempts.state')}</th>
          <th scope="col" className={table.figure}>
            {t('learning.quizzes.attempts.score')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ attemptId, name, number, startedAt, state, byTime, score, passed }) => (
          <tr key={attemptId}>
            <th scope="row">
              <Link className={admin.link} to={`?${changed(search, 'attempt', attemptId).toString()}`}>
                {t('learning.quizzes.attempts.whose', { name, number })}
              </Link>
            </th>
            <td className="num soft">{momentAt(startedAt, timeZone)}</td>
            <td>{t(`learning.quizzes.attempts.${byTime ? 'byTime' : state}`)}</td>
            <td className={table.figure}>
              {score === null
                ? '–'
                : `${formatPercent(score, 1)} · ${t(`learning.quizzes.attempts.${passed === true ? 'passed' : 'notPassed'}`)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
