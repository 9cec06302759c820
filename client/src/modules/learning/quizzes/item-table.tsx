import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatNumber, formatPercent } from '../../../platform/dates';
import { Notice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import table from '../../schools/ui/table.module.css';
import classes from './bank.module.css';
import { itemsQuery } from './quizzes.queries';

/** How each question did, the hardest first. */
export function ItemTable({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const { t } = useTranslation();
  const items = useQuery(itemsQuery(courseId, lessonId));
  return (
    <Loaded query={items} heights={[52, 52, 52]}>
      {({ attempts, rows }) =>
        rows.length === 0 ? (
          <div className={page.card}>
            <Notice title={t('learning.quizzes.attempts.none')}>
              {t('learning.quizzes.attempts.noneHint')}
            </Notice>
          </div>
        ) : (
          <div className={classes.stack}>
            <p className="soft">{t('learning.quizzes.items.of', { count: attempts })}</p>
            <table className={table.table}>
              <caption className="hidden-text">{t('learning.quizzes.items.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('learning.quizzes.bank.question')}</th>
                  {(['asked', 'right', 'credit', 'tells'] as const).map((name) => (
                    <th key={name} scope="col" className={table.figure}>
                      {t(`learning.quizzes.items.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ questionId, words, asked, right, credit, discrimination }) => (
                  <tr key={questionId}>
                    <th scope="row">
                      <Link
                        className={admin.link}
                        to={`/courses/${courseId}/questions?question=${questionId}`}
                      >
                        {words === '' ? t('learning.quizzes.bank.picture') : words}
                      </Link>
                    </th>
                    <Figure label={t('learning.quizzes.items.asked')} value={formatNumber(asked)} />
                    <Figure label={t('learning.quizzes.items.right')} value={formatPercent(right, 1)} />
                    <Figure label={t('learning.quizzes.items.credit')} value={formatPercent(credit, 1)} />
                    <Figure
                      label={t('learning.quizzes.items.tells')}
                      value={
                        discrimination === null
                          ? t('learning.quizzes.items.tooFew')
                          : formatNumber(Math.round(discrimination * 100) / 100)
                      }
                    />
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="soft">{t('learning.quizzes.items.tellsHint')}</p>
          </div>
        )
      }
    </Loaded>
  );
}

function Figure({ label, value }: { label: string; value: string | null }) {
  return (
    <td className={table.figure}>
      <span className={table.label}>{label} </span>
      {value}
    </td>
  );
}
