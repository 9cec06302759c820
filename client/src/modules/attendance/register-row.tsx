import { codeSets, type CodeSetName, type ShownMark } from '@quad/shared/attendance';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../platform/ui/avatar';
import { useMarkWords } from './mark-words';
import classes from './register-row.module.css';

interface RegisterRowProps {
  mark: ShownMark;
  name: string;
  codeSet: CodeSetName;
  /** id of the text that says why nothing can be marked */
  locked: string | undefined;
  /** this row's buttons are the ones the Tab key reaches */
  current: boolean;
  /** seq of the entry by which somebody else set this mark while the page stood */
  arrived: number | undefined;
  onMark: (pupil: string, code: string) => void;
  onMore: (pupil: string) => void;
  onCurrent: (pupil: string) => void;
}

const quick = ['P', 'L', 'A'];

export function RegisterRow({
  mark,
  name,
  codeSet,
  locked,
  current,
  arrived,
  onMark,
  onMore,
  onCurrent,
}: RegisterRowProps) {
  const { t } = useTranslation();
  const words = useMarkWords();
  const category = codeSets[codeSet].find(({ letter }) => letter === mark.code)?.category;
  // a rarer code stands where Present stood, so the row always shows the letter it has
  const rare = mark.code !== null && !quick.includes(mark.code) ? mark.code : null;
  const tabIndex = current ? 0 : -1;
  return (
    <li
      className={classes.row}
      data-category={category}
      data-pending={mark.pending || undefined}
      data-pupil={mark.pupil}
    >
      {arrived === undefined ? null : <span key={arrived} className={classes.glow} />}
      <button type="button" className={classes.who} tabIndex={-1} onClick={() => onMore(mark.pupil)}>
        <Avatar name={name} />
        <span className={classes.words}>
          <b>{name}</b>
          {words(mark) === '' ? null : <span className={classes.sub}>{words(mark)}</span>}
        </span>
      </button>
      <span className={classes.codes} role="group" aria-label={name}>
        {quick.map((letter) => (
          <button
            key={letter}
            type="button"
            data-code={letter}
            className={classes.code}
            aria-pressed={mark.code === letter}
            aria-label={t('attendance.markAs', { letter, code: t(`code.${letter as 'P'}`), name })}
            aria-disabled={locked !== undefined}
            aria-describedby={locked}
            tabIndex={tabIndex}
            onFocus={() => onCurrent(mark.pupil)}
            onClick={() => onMark(mark.pupil, letter)}
          >
            {letter}
          </button>
        ))}
        <button
          type="button"
          className={classes.more}
          data-rare={rare ?? undefined}
          aria-label={
            rare === null
              ? t('attendance.moreFor', { name })
              : t('attendance.moreForMarked', { name, letter: rare, code: t(`code.${rare as 'E'}`) })
          }
          tabIndex={tabIndex}
          onFocus={() => onCurrent(mark.pupil)}
          onClick={() => onMore(mark.pupil)}
        >
          {rare ?? <IconDots size={20} aria-hidden="true" />}
        </button>
      </span>
    </li>
  );
}
