import type { MarkChange, Shown, ShownMark } from '@quad/shared/attendance';
import { useState } from 'react';
import { clock } from '../../platform/clock';
import type { RegisterStore } from './register-store';
import { minutesLate, takesMinutes } from './register-words';

/** What was just done and can be taken back: one pupil's mark, or the rest of the class. */
export interface Done {
  mid: string;
  pupil: string | null;
  code: string | null;
  count: number;
}

export interface RegisterActions {
  done: Done | null;
  forgetDone: () => void;
  /** sets a code, with the minutes the clock gives where the code takes some */
  mark: (pupil: string, code: string | null) => void;
  /** sets everything about a mark */
  change: (change: MarkChange) => void;
  restPresent: () => void;
  undo: () => void;
}

/** What a person can do to the marks of a register, and the way back for ten seconds. */
export function useRegisterActions(store: RegisterStore, register: Shown | null): RegisterActions {
  const [done, setDone] = useState<Done | null>(null);

  const change = (wanted: MarkChange): void => {
    const mid = store.replica.act({ kind: 'mark', changes: [wanted] });
    setDone({ mid, pupil: wanted.pupil, code: wanted.code, count: 1 });
  };

  return {
    done,
    forgetDone: () => setDone(null),
    change,
    mark(pupil, code) {
      const standing = register?.marks.find((mark) => mark.pupil === pupil);
      if (register === null || standing === undefined || standing.code === code) return;
      change(withCode(register, standing, code));
    },
    restPresent() {
      const changes =
        register?.marks
          .filter((mark) => mark.code === null)
          .map((mark) => ({ ...keptNote(mark), pupil: mark.pupil, code: 'P' })) ?? [];
      if (changes.length === 0) return;
      setDone({
        mid: store.replica.act({ kind: 'mark', changes }),
        pupil: null,
        code: 'P',
        count: changes.length,
      });
    },
    undo() {
      if (done !== null) store.replica.undo(done.mid);
      setDone(null);
    },
  };
}

function withCode(register: Shown, standing: ShownMark, code: string | null): MarkChange {
  const minutes =
    code === 'L' && takesMinutes(register.codeSet, code) ? minutesLate(register, clock.now()) : undefined;
  return {
    pupil: standing.pupil,
    code,
    ...(minutes === undefined ? {} : { minutes }),
    ...(code === null ? {} : keptNote(standing)),
  };
}

/** A change leaves behind exactly what it names, so a note that should stay must be named again. */
function keptNote({ note }: ShownMark): { note?: string } {
  return note === undefined ? {} : { note };
}
