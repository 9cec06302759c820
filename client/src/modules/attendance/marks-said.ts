import type { CodeSetId, MarkChange } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useCodeLabel } from './code-words';

const namedAtMost = 3;

/** “Amara Okafor: Absent, Ben Hall: Present and 25 more”. */
export function useMarksSaid(
  set: CodeSetId,
  names: Readonly<Record<string, string>>,
): (marks: readonly Pick<MarkChange, 'pupil' | 'code'>[]) => string {
  const { t } = useTranslation();
  const label = useCodeLabel(set);
  return (marks) => {
    const said = marks.slice(0, namedAtMost).map(({ pupil, code }) =>
      t('inLine.mark', {
        name: names[pupil] ?? t('attendance.nameless'),
        code: code === null ? t('inLine.noMark') : label(code),
      }),
    );
    const more = marks.length - said.length;
    return more === 0 ? said.join(', ') : t('inLine.andMore', { said: said.join(', '), count: more });
  };
}
