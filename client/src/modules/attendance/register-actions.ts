import { codeOf, letterFor, type MarkChange, type Shown, type ShownMark } from '@quad/shared/attendance';
import { useState } from 'react';
import { clock } from '../../platform/clock';
import type { Expected } from './family/use-expected';
import type { RegisterStore } from './register-store';
import { minutesLate, takesMinutes } from './register-words';

/** What was just done and can be taken back: one pupil's mark, the rest of the class, or (without one code) several pupils' marks. */
export interface Done {
  mid: string;
  pupil: string | null;
  code: string | null;
  count: number;
  /** of a correction; what takes it back needs one, too */
  reason?: string;
}

export interface RegisterActions {
  done: Done | null;
  forgetDone: () => void;
  /** sets a code, with the minutes the clock gives where the code takes some */
  mark: (pupil: string, code: string | null) => void;
  /** sets everything about a mark */
  change: (change: MarkChange, reason?: string) => void;
  restPresent: () => void;
  /** sets marks that were set aside for a colleague’s */
  insist: (changes: MarkChange[]) => void;
  undo: () => void;
}

/** What a person can do to the marks of a register, and the way back for ten seconds. */
export function useRegisterActions(
  store: RegisterStore,
  register: Shown | null,
  expected: Expected,
): RegisterActions {
  const [done, setDone] = useState<Done | null>(null);

  const change = (wanted: MarkChange, reason?: string): void => {
    const why = reason === undefined ? {} : { reason };
    const mid = store.replica.act({ kind: 'mark', changes: [wanted], ...why });
    setDone({ mid, pupil: wanted.pupil, code: wanted.code, count: 1, ...why });
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
      const present = register === null ? undefined : letterFor(register.codeSet, 'present', register.starts);
      if (present === undefined) return;
      const changes = register === null ? [] : restChanges(register, present, expected);
      if (changes.length === 0) return;
      setDone({
        mid: store.replica.act({ kind: 'mark', changes }),
        pupil: null,
        code: present,
        count: changes.filter((each) => each.code === present).length,
      });
    },
    insist(changes) {
      const [first] = changes;
      if (first === undefined) return;
      if (changes.length === 1) {
        change(first);
        return;
      }
      const mid = store.replica.act({ kind: 'mark', changes });
      setDone({ mid, pupil: null, code: null, count: changes.length });
    },
    undo() {
      if (done !== null) store.replica.undo(done.mid, done.reason);
      setDone(null);
    },
  };
}

/** Everybody not marked is there, but for those whose absence is approved: they get its code, which the approval lets a teacher give. */
function restChanges({ marks, codeSet }: Shown, present: string, expected: Expected): MarkChange[] {
  return marks.flatMap((mark) => {
    const away = expected.get(mark.pupil);
    const code = away?.state === 'approved' ? away.code : present;
    const known = code === null ? undefined : codeOf(codeSet, code);
    if (mark.code !== null || known === undefined) return [];
    return [{ ...keptNote(mark), pupil: mark.pupil, code }];
  });
}

function withCode(register: Shown, standing: ShownMark, code: string | null): MarkChange {
  const minutes =
    code !== null &&
    codeOf(register.codeSet, code)?.category === 'late' &&
    takesMinutes(register.codeSet, code)
      ? minutesLate(register, clock.now())
      : undefined;
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
