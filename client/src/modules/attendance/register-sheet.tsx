import { Button, Textarea } from '@mantine/core';
import { codeSets, type MarkChange, type Shown, type ShownMark } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../platform/clock';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import { MinutesStepper } from './minutes-stepper';
import classes from './register-sheet.module.css';
import { minutesLate, takesMinutes } from './register-words';

interface RegisterSheetProps {
  register: Shown;
  mark: ShownMark | undefined;
  name: string;
  /** why nothing can be changed */
  locked: string | undefined;
  change: (change: MarkChange) => void;
  close: () => void;
}

/** Everything about one pupil's mark: every code, minutes, a note, and clearing it. */
export function RegisterSheet({ register, mark, name, locked, change, close }: RegisterSheetProps) {
  return (
    <Dialog opened={mark !== undefined} close={close} title={name}>
      {mark === undefined ? null : locked === undefined ? (
        <SheetForm key={mark.pupil} register={register} mark={mark} change={change} close={close} />
      ) : (
        <p>{locked}</p>
      )}
    </Dialog>
  );
}

function SheetForm({
  register,
  mark,
  change,
  close,
}: {
  register: Shown;
  mark: ShownMark;
  change: RegisterSheetProps['change'];
  close: () => void;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState(mark.code);
  const [minutes, setMinutes] = useState(mark.minutes ?? null);
  const [note, setNote] = useState(mark.note ?? '');

  const choose = (letter: string): void => {
    setCode(letter);
    if (letter === 'L' && minutes === null) setMinutes(minutesLate(register, clock.now()) ?? null);
  };
  const save = (): void => {
    const timed = takesMinutes(register.codeSet, code) && minutes !== null;
    change({
      pupil: mark.pupil,
      code,
      ...(timed ? { minutes } : {}),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
    close();
  };
  const clear = (): void => {
    change({ pupil: mark.pupil, code: null });
    close();
  };

  return (
    <>
      <div className={classes.codes} role="group" aria-label={t('attendance.code')}>
        {codeSets[register.codeSet].map(({ letter, category }) => (
          <button
            key={letter}
            type="button"
            className={classes.code}
            data-category={category}
            aria-pressed={code === letter}
            onClick={() => choose(letter)}
          >
            <b>{letter}</b>
            {t(`code.${letter}`)}
          </button>
        ))}
      </div>
      {takesMinutes(register.codeSet, code) ? (
        <MinutesStepper
          label={t(code === 'L' ? 'attendance.minutes.late' : 'attendance.minutes.early')}
          value={minutes}
          change={setMinutes}
        />
      ) : null}
      <Textarea
        label={t('attendance.note')}
        description={t('attendance.noteMore')}
        maxLength={280}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <DialogActions>
        <Button
          variant="subtle"
          color="brick"
          onClick={clear}
          disabled={mark.code === null && mark.note === undefined}
        >
          {t('attendance.clear')}
        </Button>
        <Button onClick={save}>{t('action.save')}</Button>
      </DialogActions>
    </>
  );
}
