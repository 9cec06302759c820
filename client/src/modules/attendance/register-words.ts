import { codeOf, type CodeSetId, type ReplicaView, type Snapshot } from '@quad/shared/attendance';
import { instantOf } from '@quad/shared/platform';
import type { Tone } from '../../platform/ui/state-chip';

export type ChipState = 'inLine' | 'saving' | 'waiting' | 'offline' | 'notSaved';

/** Which of its sentences the state chip says. What is not saved outranks what waits, which outranks a silent server. */
export function chipState({
  notSaved,
  waiting,
  unreachable,
}: Pick<ReplicaView, 'notSaved' | 'waiting' | 'unreachable'>): ChipState {
  if (notSaved.length > 0) return 'notSaved';
  if (waiting > 0) return unreachable ? 'waiting' : 'saving';
  return unreachable ? 'offline' : 'inLine';
}

export const chipTone: Record<ChipState, Tone> = {
  inLine: 'good',
  saving: 'busy',
  waiting: 'wait',
  offline: 'wait',
  notSaved: 'bad',
};

const longestLessonMs = 3 * 3_600_000;

/** Minutes since the lesson began; undefined before it, when nobody is late yet, and once it is over, when only a person can know. */
export function minutesLate(
  { date, starts, ends, timeZone }: Pick<Snapshot, 'date' | 'starts' | 'ends' | 'timeZone'>,
  now: number,
): number | undefined {
  const from = instantOf(date, starts, timeZone);
  const to = ends === null ? from + longestLessonMs : instantOf(date, ends, timeZone);
  if (now < from || now > to) return undefined;
  return Math.floor((now - from) / 60_000);
}

export function takesMinutes(set: CodeSetId, code: string | null): boolean {
  return code !== null && codeOf(set, code)?.takesMinutes === true;
}
