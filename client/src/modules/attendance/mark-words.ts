import type { ShownMark } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';

/** What stands under a pupil's name: what the letter alone doesn't say. */
export function useMarkWords(): (mark: Pick<ShownMark, 'code' | 'minutes' | 'note'>) => string {
  const { t } = useTranslation();
  return ({ code, minutes, note }) => {
    const said: string[] = [];
    if (code === 'L')
      said.push(
        minutes === undefined ? t('attendance.late') : t('attendance.minutesLate', { count: minutes }),
      );
    else if (code === 'D')
      said.push(
        minutes === undefined ? t('attendance.leftEarly') : t('attendance.minutesEarly', { count: minutes }),
      );
    else if (code === 'E') said.push(t('code.E'));
    else if (code === 'T') said.push(t('code.T'));
    if (note !== undefined) said.push(note);
    else if (code === 'A') said.push(t('attendance.noReason'));
    return said.join(' · ');
  };
}
