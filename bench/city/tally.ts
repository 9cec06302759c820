import { say } from '../../deploy/local/say.mjs';

const mostTold = 10;

/** What a run has done so far, and what it was refused. One failure is told and counted; the rest of the city goes on. */
export class Tally {
  registers = 0;
  marks = 0;
  /** of these, taken by an earlier run */
  already = { registers: 0, marks: 0 };
  refused = 0;

  taken({ marks, already }: { marks: number; already: boolean }): void {
    this.registers += 1;
    this.marks += marks;
    if (!already) return;
    this.already.registers += 1;
    this.already.marks += marks;
  }

  /** Does it, or counts and tells that it could not be done. */
  async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.refused += 1;
      if (this.refused <= mostTold) say(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      if (this.refused === mostTold) say('Further refusals are counted, not shown.');
    }
  }
}
