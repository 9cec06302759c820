import { codeOf, type CodeSetId, type ShownMark } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useCodeLabel } from './code-words';

/** What stands under a pupil's name: what the letter alone doesn't say. */
export function useMarkWords(set: CodeSetId): (mark: Pick<ShownMark, 'code' | 'minutes' | 'note'>) => string {
  const { t } = useTranslation();
  const label = useCodeLabel(set);
  return ({ code, minutes, note }) => {
    const known = code === null ? undefined : codeOf(set, code);
    const said: string[] = [];
    if (known?.category === 'late')
      said.push(
        minutes === undefined ? t('attendance.late') : t('attendance.minutesLate', { count: minutes }),
      );
    else if (known?.category === 'early')
      said.push(
        minutes === undefined ? t('attendance.leftEarly') : t('attendance.minutesEarly', { count: minutes }),
      );
    else if (known !== undefined && known.category !== 'present' && known.unexplained !== true)
      said.push(label(known.letter));
    if (note !== undefined) said.push(note);
    else if (known?.unexplained === true) said.push(t('attendance.noReason'));
    return said.join(' · ');
  };
}
