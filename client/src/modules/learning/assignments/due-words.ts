import { type AssignmentBody } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { formatNumber, momentAt } from '../../../platform/dates';

/** When something is due and what becomes of it afterwards, a sentence each. */
export function useDueWords(): (
  body: Pick<AssignmentBody, 'dueAt' | 'late'>,
  timeZone: string,
  lateDays: number,
) => string[] {
  const { t } = useTranslation();
  return ({ dueAt, late }, timeZone, lateDays) => {
    if (dueAt === null) return [t('learning.assignments.due.never')];
    const when = momentAt(dueAt, timeZone);
    const due = t(lateDays > 0 ? 'learning.assignments.due.was' : 'learning.assignments.due.by', { when });
    if (late.kind !== 'less') return [due, t(`learning.assignments.due.${late.kind}`)];
    const percent = formatNumber(Math.round(late.perDay * 1_000) / 10);
    return [due, t('learning.assignments.due.less', { percent, count: late.days })];
  };
}

/** “8 of 10”. */
export function usePointsWords(): (points: number | null, of: number) => string {
  const { t } = useTranslation();
  return (points, of) =>
    points === null
      ? t('learning.assignments.points.none', { of: formatNumber(of) })
      : t('learning.assignments.points.of', { points: formatNumber(points), of: formatNumber(of) });
}
