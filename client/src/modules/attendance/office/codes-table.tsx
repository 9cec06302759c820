import { codesOf, type Code, type CodeSetId } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useCodeLabel } from '../code-words';
import { MarkLetter } from '../mark-letter';
import table from './table.module.css';

const flags = ['unexplained', 'takesMinutes', 'needsReason', 'officeOnly'] as const satisfies (keyof Code)[];

/** The codes of a set: letter, name, what it counts as, and what is special about it. */
export function CodesTable({ set }: { set: CodeSetId }) {
  const { t } = useTranslation();
  const label = useCodeLabel(set);
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('office.codes.heading')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('office.codes.letter')}</th>
          <th scope="col">{t('office.codes.label')}</th>
          <th scope="col">{t('office.codes.category')}</th>
          <th scope="col">{t('office.codes.special')}</th>
        </tr>
      </thead>
      <tbody>
        {codesOf(set).map((code) => (
          <tr key={code.letter}>
            <td>
              <MarkLetter set={set} code={code.letter} />
            </td>
            <th scope="row">{label(code.letter)}</th>
            <td data-label={t('office.codes.category')}>{t(`attendance.category.${code.category}`)}</td>
            <td>
              {flags
                .filter((flag) => code[flag] === true)
                .map((flag) => t(`office.codes.flag.${flag}`))
                .join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
