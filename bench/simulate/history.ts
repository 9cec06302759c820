import type { Action, ActionResult, Counts, Entry, Mark, Place } from '@quad/shared/attendance';

/** Somebody pressed something. Times are the world's true time, ms since the run began. */
export interface Act {
  t: number;
  /** among all acts and views */
  order: number;
  client: string;
  /** one life of one tab */
  tab: string;
  registerId: string;
  mid: string;
  kind: Action['kind'];
  changes: readonly { pupil: string; code: string | null }[];
  undoOf: string | null;
  /** what this screen showed, in the protocol's terms */
  saw: Place;
}

interface Submitted {
  registerId: string;
  client: string;
  mid: string;
  changes: readonly { pupil: string; code?: string | null; roll?: string }[];
}

interface Acked {
  t: number;
  registerId: string;
  client: string;
  era: number;
  epoch: number;
  result: ActionResult;
}

export interface View {
  t: number;
  order: number;
  client: string;
  tab: string;
  registerId: string;
  place: Place;
  /** as the screen computes it; of what is confirmed */
  digest: string;
  /** null where something is not confirmed yet, or nothing is known */
  marks: readonly Mark[] | null;
  shown: Readonly<Record<string, string | null>>;
  status: string | null;
  waiting: number;
  notSaved: readonly string[];
  refused: string | null;
  repairs: number;
}

export interface Committed {
  t: number;
  /** a restore begins a new one */
  era: number;
  record: {
    _id: string;
    epoch: number;
    seq: number;
    status: string;
    digest: string;
    marks: readonly Mark[];
    counts: Counts;
    log: readonly Entry[];
  };
}

/** All that the checkers know: what went over the wire, what stood in the database and what stood on the screens. */
export interface History {
  faultless: boolean;
  /** there is no reason to refuse anything */
  unrefused: boolean;
  /** some of what went over the wire was damaged, so a screen may show wrong marks until it finds out */
  corrupted: boolean;
  /** how far two clocks that are not doubtful may be apart, ms */
  tolerance: number;
  acts: Act[];
  submitted: Submitted[];
  acked: Acked[];
  views: View[];
  committed: readonly Committed[];
  /** when each tab's life ended, or it was put to sleep for the first time */
  ended: Map<string, number>;
  /** when everything was sound again, and until when the screens had time to come in line */
  healed: number;
  quiet: number;
  /** at `quiet` */
  last: View[];
  /** at `quiet`: what each device keeps that neither went out nor came back */
  kept: { client: string; registerId: string; waiting: number }[];
}

export function anEmptyHistory(fields: Partial<History> = {}): History {
  return {
    ...{ faultless: false, unrefused: false, corrupted: false, tolerance: 3_000, healed: 0, quiet: 0 },
    ...{ acts: [], submitted: [], acked: [], views: [], committed: [], last: [], kept: [] },
    ended: new Map(),
    ...fields,
  };
}
