import { useTranslation } from 'react-i18next';
import { dayWords } from '../../schools/ui/day-words';

interface Days {
  startsOn: string | null;
  endsOn: string | null;
}

/** “2 Mar 2026 to 3 Apr 2026”; '' for a course without an end on either side. */
export function useDaysWords(): (days: Days) => string {
  const { t } = useTranslation();
  return ({ startsOn, endsOn }) => {
    if (startsOn !== null && endsOn !== null)
      return t('learning.courses.days.both', { from: dayWords(startsOn), to: dayWords(endsOn) });
    if (startsOn !== null) return t('learning.courses.days.from', { day: dayWords(startsOn) });
    return endsOn === null ? '' : t('learning.courses.days.to', { day: dayWords(endsOn) });
  };
}
