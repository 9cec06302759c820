import { clientOrder, contiguous, noPhantoms, onceInTheLog } from './check-log';
import { fairOrder } from './check-order';
import { equalDigests, inLine, neverBackwards, neverFlipsBack, noRepairs } from './check-screens';
import type { History } from './history';

type InvariantName = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10';

/** of what is credited of watching, see viewing/check.ts */
export type ViewingInvariant = 'V1' | 'V2' | 'V3' | 'V4' | 'V5' | 'V6' | 'V7';

export interface Violation {
  invariant: InvariantName | ViewingInvariant;
  what: string;
}

type Check = (history: History) => Iterable<string>;

/** The protocol's invariants, each a check of its own over what was seen from outside. */
const invariants: Record<InvariantName, Check> = {
  I1: onceInTheLog,
  I2: noPhantoms,
  I3: contiguous,
  I4: clientOrder,
  I5: neverBackwards,
  I6: equalDigests,
  I7: neverFlipsBack,
  I8: fairOrder,
  I9: inLine,
  I10: noRepairs,
};

/** The first violation of each invariant that does not hold. */
export function check(history: History): Violation[] {
  return (Object.entries(invariants) as [InvariantName, Check][]).flatMap(([invariant, find]) => {
    for (const what of find(history)) return [{ invariant, what }];
    return [];
  });
}
