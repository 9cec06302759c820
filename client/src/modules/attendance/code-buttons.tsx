import { codeOf, type CodeSetId } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useCodeLabel } from './code-words';
import classes from './code-buttons.module.css';

interface CodeButtonsProps {
  codeSet: CodeSetId;
  letters: readonly string[];
  chosen: string | null;
  choose: (letter: string) => void;
}

/** One of several codes, each by its letter and its name. */
export function CodeButtons({ codeSet, letters, chosen, choose }: CodeButtonsProps) {
  const { t } = useTranslation();
  const label = useCodeLabel(codeSet);
  return (
    <div className={classes.codes} role="group" aria-label={t('attendance.code')}>
      {letters.map((letter) => (
        <button
          key={letter}
          type="button"
          className={classes.code}
          data-category={codeOf(codeSet, letter)?.category}
          aria-pressed={chosen === letter}
          onClick={() => choose(letter)}
        >
          <b>{letter}</b>
          {label(letter)}
        </button>
      ))}
    </div>
  );
}
