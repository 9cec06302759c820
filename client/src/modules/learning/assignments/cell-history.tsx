import type { CellStep } from '@quad/shared/learning';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatNumber, momentAt } from '../../../platform/dates';
import admin from '../../schools/ui/admin.module.css';
import { historyQuery } from './assignments.queries';

interface CellHistoryProps {
  courseId: string;
  personId: string;
  lessonId: string;
  timeZone: string;
}

/** Who has set this grade by hand, from what to what, when and why. */
export function CellHistory({ courseId, personId, lessonId, timeZone }: CellHistoryProps) {
  const { t } = useTranslation();
  const { data } = useQuery(historyQuery(courseId, personId, lessonId));
  if (data === undefined || data.steps.length === 0) return null;
  const said = ({ override, excused }: CellStep['from']): string => {
    if (excused) return t('learning.assignments.book.excused');
    return override === null ? t('learning.assignments.cell.asEarned') : formatNumber(override);
  };
  return (
    <section aria-label={t('learning.assignments.cell.history')}>
      <h2>{t('learning.assignments.cell.history')}</h2>
      <ul className={admin.rows}>
        {data.steps.map((step) => (
          <li key={step.id}>
            <span className={admin.words}>
              <span className="num">
                {t('learning.assignments.cell.step', { from: said(step.from), to: said(step.to) })}
              </span>
              <small>
                {[step.reason, step.by, momentAt(step.at, timeZone)]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
