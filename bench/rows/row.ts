import type { Stage } from '../support/stage';

/** One line of the table: what was measured, beside what the same machine gave the bare parts in the same minutes. */
export interface Figure {
  what: string;
  unit: string;
  digits: number;
  ours: number;
  /** the least that must be done anyway, measured in the same run */
  floor?: number;
  /** the floor's work in the form that comes to mind first, without what makes ours fast */
  naive?: number;
  goal?: { text: string; met: boolean };
  /** what others claim, or were measured at here */
  others?: string;
  /** that one measurement took */
  seconds: number;
}

/** One thing the goals speak of. A new row is a file here and its name in bench.ts. */
export interface Row {
  name: string;
  measure(stage: Stage): Promise<Figure[]>;
}
