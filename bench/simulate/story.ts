import type { Timeline } from './timeline';

/** What happened in one run, message by message. Only made when somebody wants to read it: it costs more than the run. */
export class Story {
  readonly lines: string[] = [];

  constructor(readonly timeline: Timeline) {}

  tell(who: string, whom: string, what: string): void {
    const t = `${this.timeline.now} ms`.padStart(9);
    this.lines.push(`${t}  ${who === whom ? who : `${who} → ${whom}`}: ${what}`);
  }
}

interface Told {
  mid: string;
  kind: string;
  changes?: readonly { pupil: string; code?: string | null; roll?: string; out?: string }[];
  out?: string;
}

/** An action or an entry in a few words: `mark 1a2b P1=A,P2=P`. */
export function brief({ mid, kind, changes = [], out }: Told): string {
  const each = changes.map(
    (change) =>
      `${change.pupil.slice(-2)}=${change.roll ?? change.code ?? '-'}${change.out === undefined || change.out === 'applied' ? '' : ` (${change.out})`}`,
  );
  return [kind, mid.slice(0, 8), each.join(' '), out ?? ''].filter((word) => word !== '').join(' ');
}
