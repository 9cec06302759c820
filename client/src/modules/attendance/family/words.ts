import type { AbsenceReport } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { shortDay } from '../../../platform/dates';

/** “Wed 4 March” or “Wed 4 March – Fri 6 March”. */
export function daysOf({ from, to }: Pick<AbsenceReport, 'from' | 'to'>): string {
  return from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`;
}

/** “Ill · Wed 4 March” */
export function useReportWords(): (report: Pick<AbsenceReport, 'reasonKind' | 'from' | 'to'>) => string {
  const { t } = useTranslation();
  return (report) => `${t(`family.kind.${report.reasonKind}`)} · ${daysOf(report)}`;
}
