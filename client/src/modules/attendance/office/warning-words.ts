import type { PupilYearDto, WarningRow } from '@quad/shared/attendance';
import { addDays } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../../platform/dates';
import { formatLocale } from '../../../platform/i18n';

type Warning = WarningRow['warnings'][number];

/** What a warning says, in words. */
export function useWarningWords(): (warning: Warning) => string {
  const { t } = useTranslation();
  return (warning) => {
    switch (warning.kind) {
      case 'persistent':
      case 'severe':
        return t(`office.warning.${warning.kind}`);
      case 'near':
      case 'consecutive':
        return t(`office.warning.${warning.kind}`, { count: warning.days });
      case 'weekday': {
        // any Monday will do
        const day = formatDay(addDays('2026-03-02', warning.weekday - 1), { weekday: 'long' });
        return t('office.warning.weekday', { day, days: warning.days, of: warning.of });
      }
    }
  };
}

/** Thousandths of a day as days, to one decimal. */
export function formatDays(thousandths: number): string {
  return new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: 1 }).format(thousandths / 1_000);
}

/** “9.5 of 76 days absent”. */
export function useAbsenceWords(): (of: Pick<PupilYearDto, 'absent' | 'possible'>) => string {
  const { t } = useTranslation();
  return ({ absent, possible }) =>
    t('office.warnings.daysOf', { absent: formatDays(absent), possible: formatDays(possible) });
}
