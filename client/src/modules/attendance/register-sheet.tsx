import { Button, Textarea } from '@mantine/core';
import { codeOf, type MarkChange, type Shown, type ShownMark } from '@quad/shared/attendance';
import { IconChevronLeft, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../platform/clock';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import { CodeButtons } from './code-buttons';
import { lettersFor } from './code-words';
import { AskCorrection } from './family/ask-correction';
import { MinutesStepper } from './minutes-stepper';
import { History } from './office/mark-history';
import classes from './register-sheet.module.css';
import { minutesLate, takesMinutes } from './register-words';

/** What the person may do to a mark here: set it, correct it for a reason, or only look at it and perhaps ask. */
type SheetMode = 'mark' | 'correct' | 'look';

interface RegisterSheetProps {
  register: Shown;
  mark: ShownMark | undefined;
  name: string;
  mode: SheetMode;
  /** why nothing can be changed, when it can only be looked at */
  why: string;
  /** the codes that are the office’s alone are offered, too */
  office: boolean;
  /** the reason goes with a correction */
  change: (change: MarkChange, reason?: string) => void;
  close: () => void;
}

/** Everything about one pupil's mark: every code, minutes, a note, clearing it, and what became of it. */
export function RegisterSheet(props: RegisterSheetProps) {
  const { mark, name, close } = props;
  return (
    <Dialog opened={mark !== undefined} close={close} title={name}>
      {mark === undefined ? null : <Sheet key={mark.pupil} {...props} mark={mark} />}
    </Dialog>
  );
}

interface SheetProps extends RegisterSheetProps {
  mark: ShownMark;
}

function Sheet(props: SheetProps) {
  const { t } = useTranslation();
  const { register, mark, mode, why } = props;
  const [past, setPast] = useState(false);
  return (
    <>
      {past ? (
        <History registerId={register.id} pupil={mark.pupil} />
      ) : mode === 'look' ? (
        <>
          <p>{why}</p>
          <AskCorrection register={register} mark={mark} />
        </>
      ) : (
        <SheetForm {...props} />
      )}
      <button type="button" className={classes.history} onClick={() => setPast(!past)}>
        {past ? (
          <IconChevronLeft size={19} aria-hidden="true" />
        ) : (
          <IconHistory size={19} aria-hidden="true" />
        )}
        {t(past ? 'attendance.back' : 'office.history.button')}
      </button>
    </>
  );
}

function SheetForm({ register, mark, mode, office, change, close }: SheetProps) {
  const { t } = useTranslation();
  const { codeSet } = register;
  const [code, setCode] = useState(mark.code);
  const [minutes, setMinutes] = useState(mark.minutes ?? null);
  const [note, setNote] = useState(mark.note ?? '');
  const [reason, setReason] = useState('');
  const needsNote = codeOf(codeSet, code ?? '')?.needsReason === true;
  const correcting = mode === 'correct';
  const reasoned = !correcting || reason.trim().length >= 3;

  const choose = (letter: string): void => {
    setCode(letter);
    if (codeOf(codeSet, letter)?.category === 'late' && minutes === null)
      setMinutes(minutesLate(register, clock.now()) ?? null);
  };
  const send = (wanted: MarkChange): void => {
    change(wanted, correcting ? reason.trim() : undefined);
    close();
  };
  const save = (): void => {
    const timed = takesMinutes(codeSet, code) && minutes !== null;
    send({
      pupil: mark.pupil,
      code,
      ...(timed ? { minutes } : {}),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
  };

  return (
    <>
      <CodeButtons codeSet={codeSet} letters={lettersFor(codeSet, office)} chosen={code} choose={choose} />
      {takesMinutes(codeSet, code) ? (
        <MinutesStepper
          label={t(
            codeOf(codeSet, code ?? '')?.category !== 'early'
              ? 'attendance.minutes.late'
              : 'attendance.minutes.early',
          )}
          value={minutes}
          change={setMinutes}
        />
      ) : null}
      <Textarea
        label={t('attendance.note')}
        description={t(needsNote ? 'attendance.noteNeeded' : 'attendance.noteMore')}
        withAsterisk={needsNote}
        maxLength={280}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {correcting ? (
        <Textarea
          label={t('office.correct.reason')}
          description={t('office.reasonMore')}
          withAsterisk
          maxLength={280}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      <DialogActions>
        <Button
          variant="subtle"
          color="brick"
          onClick={() => send({ pupil: mark.pupil, code: null })}
          disabled={(mark.code === null && mark.note === undefined) || !reasoned}
        >
          {t('attendance.clear')}
        </Button>
        <Button onClick={save} disabled={!reasoned || (needsNote && note.trim() === '')}>
          {t(correcting ? 'office.correct.save' : 'action.save')}
        </Button>
      </DialogActions>
    </>
  );
}
