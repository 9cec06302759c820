import { codeOf, type CodeSetId, type ExpectedAbsence, type ShownMark } from '@quad/shared/attendance';
import { IconArrowsSplit2, IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../platform/ui/avatar';
import { useCodeLabel } from './code-words';
import { useMarkWords } from './mark-words';
import classes from './register-row.module.css';

interface RegisterRowProps {
  mark: ShownMark;
  name: string;
  codeSet: CodeSetId;
  /** the codes its buttons give */
  quick: readonly string[];
  /** id of the text that says why nothing can be marked */
  locked: string | undefined;
  /** this row's buttons are the ones the Tab key reaches */
  current: boolean;
  /** seq of the entry by which somebody else set this mark while the page stood */
  arrived: number | undefined;
  /** an absence the office approved or the family reported */
  expected: ExpectedAbsence | undefined;
  /** two people marked at once, and nobody has decided yet */
  undecided: boolean;
  onMark: (pupil: string, code: string) => void;
  onMore: (pupil: string) => void;
  onCurrent: (pupil: string) => void;
}

export function RegisterRow({
  mark,
  name,
  codeSet,
  quick,
  locked,
  current,
  arrived,
  expected,
  undecided,
  onMark,
  onMore,
  onCurrent,
}: RegisterRowProps) {
  const { t } = useTranslation();
  const words = useMarkWords(codeSet);
  const label = useCodeLabel(codeSet);
  const category = mark.code === null ? undefined : codeOf(codeSet, mark.code)?.category;
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
          {expected === undefined || mark.code === expected.code ? null : (
            <span className={classes.expected}>
              {t(`family.expected.${expected.state}`, {
                code: expected.code ?? '–',
                kind: t(`family.kind.${expected.kind}`).toLowerCase(),
              })}
            </span>
          )}
          {undecided ? (
            <span className={classes.undecided}>
              <IconArrowsSplit2 size={14} aria-hidden="true" />
              {t('inLine.conflict.sign')}
            </span>
          ) : null}
        </span>
      </button>
      <span className={classes.codes} role="group" aria-label={name}>
        {quick.map((letter) => (
          <button
            key={letter}
            type="button"
            data-category={codeOf(codeSet, letter)?.category}
            className={classes.code}
            aria-pressed={mark.code === letter}
            aria-label={t('attendance.markAs', { letter, code: label(letter), name })}
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
              : t('attendance.moreForMarked', { name, letter: rare, code: label(rare) })
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
