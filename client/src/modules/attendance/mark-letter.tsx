import { codeOf, type CodeSetId } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useCodeLabel } from './code-words';
import classes from './mark-letter.module.css';

/** A mark as its letter on its colour, and in words for whoever cannot see it. */
export function MarkLetter({ set, code }: { set: CodeSetId; code: string | null }) {
  const { t } = useTranslation();
  const label = useCodeLabel(set);
  const known = code === null ? undefined : codeOf(set, code);
  if (known === undefined) return <span className={classes.none}>{t('attendance.unmarked')}</span>;
  return (
    <span className={classes.letter} data-category={known.category}>
      <span aria-hidden="true">{known.letter}</span>
      <span className="hidden-text">{label(known.letter)}</span>
    </span>
  );
}
