import { codesOf, type Shown } from '@quad/shared/attendance';
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { quickLetters } from './code-words';
import type { Expected } from './family/use-expected';
import type { RegisterActions } from './register-actions';
import { keyCommand } from './register-keys';
import { RegisterRow } from './register-row';
import classes from './register-list.module.css';

interface RegisterListProps {
  register: Shown;
  names: Readonly<Record<string, string>>;
  arrived: Readonly<Record<string, number>>;
  expected: Expected;
  /** pupils whom two people marked at once */
  undecided: ReadonlySet<string>;
  locked: string | undefined;
  current: string | null;
  setCurrent: (pupil: string) => void;
  listRef: RefObject<HTMLUListElement | null>;
  mark: RegisterActions['mark'];
  onMore: (pupil: string) => void;
}

export function RegisterList({
  register,
  names,
  arrived,
  expected,
  undecided,
  locked,
  current,
  setCurrent,
  listRef,
  mark,
  onMore,
}: RegisterListProps) {
  const { t } = useTranslation();
  const quick = quickLetters(register.codeSet, register.starts);
  const tabbed = current ?? register.marks[0]?.pupil;
  return (
    <ul className={classes.list} ref={listRef} aria-label={t('attendance.pupils')}>
      {register.marks.map((row) => (
        <RegisterRow
          key={row.pupil}
          mark={row}
          name={names[row.pupil] ?? t('attendance.nameless')}
          codeSet={register.codeSet}
          quick={quick}
          locked={locked}
          current={row.pupil === tabbed}
          arrived={arrived[row.pupil]}
          expected={expected.get(row.pupil)}
          undecided={undecided.has(row.pupil)}
          onMark={mark}
          onMore={onMore}
          onCurrent={setCurrent}
        />
      ))}
    </ul>
  );
}

interface Keys {
  register: Shown | null;
  actions: RegisterActions;
  locked: boolean;
  help: () => void;
}

/** One pupil's buttons at a time are in the tab order; arrows and letters do the rest while the focus is on the register. */
export function useRegisterKeys({ register, actions, locked, help }: Keys) {
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState<string | null>(null);

  const focusRow = (by: 1 | -1 | 0): void => {
    const rows = [...(list.current?.children ?? [])] as HTMLElement[];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    const column =
      at === -1 ? 0 : buttonsOf(rows[at]).findIndex((button) => button === document.activeElement);
    buttonsOf(row)[Math.max(0, column)]?.focus();
  };
  const focusAcross = (by: 1 | -1): void => {
    const buttons = buttonsOf(document.activeElement?.closest('li') ?? undefined);
    buttons[buttons.findIndex((button) => button === document.activeElement) + by]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const letters = codesOf(register?.codeSet ?? 'international').map(({ letter }) => letter);
    const command = keyCommand(event, letters, document.documentElement.dir === 'rtl');
    if (command === null || register === null) return;
    event.preventDefault();
    if (command.do === 'move') focusRow(command.by);
    if (command.do === 'across') focusAcross(command.by);
    if (command.do === 'help') help();
    if (locked) return;
    if (command.do === 'undo') actions.undo();
    if (command.do === 'rest') actions.restPresent();
    const pupil = document.activeElement?.closest<HTMLElement>('[data-pupil]')?.dataset['pupil'];
    if (command.do !== 'mark' || pupil === undefined) return;
    actions.mark(pupil, command.code);
    if (command.code !== null) focusRow(1);
  };

  return { list, current, setCurrent, onKeyDown };
}

function buttonsOf(row: Element | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('[role="group"] button') ?? [])];
}
