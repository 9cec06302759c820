import { printVtt, type Cue } from '@quad/shared/learning';
import { clockWords, placeIn } from '../video-time';

/** A caption as it is being corrected. */
export interface CueRow {
  key: number;
  /** as typed, like `1:02.5` */
  from: string;
  to: string;
  text: string;
  settings: string;
}

/** “1:02.500”: what stands in a field for a time, from ms. */
function cueTime(ms: number): string {
  const rest = ms % 1_000;
  const whole = clockWords(Math.floor(ms / 1_000));
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(3, '0')}`;
}

export function rowsOfCues(cues: readonly Cue[]): CueRow[] {
  return cues.map(({ from, to, text, settings }, key) => ({
    ...{ key, text, settings },
    ...{ from: cueTime(from), to: cueTime(to) },
  }));
}

/** ms; null where it is no time */
export function msIn(words: string): number | null {
  const place = placeIn(words);
  return place === null ? null : Math.round(place * 1_000);
}

/** The file these rows make, in the order of their times; or the number of the first row whose times are none. Rows without words fall away. */
export function vttOf(rows: readonly CueRow[]): { vtt: string } | { flaw: number } {
  const cues: Cue[] = [];
  for (const [index, { from, to, text, settings }] of rows.entries()) {
    // an empty line would end a cue
    const words = text.replace(/\n{2,}/g, '\n').trim();
    if (words === '') continue;
    const [start, end] = [msIn(from), msIn(to)];
    if (start === null || end === null || end <= start) return { flaw: index + 1 };
    cues.push({ from: start, to: end, text: words, settings });
  }
  return { vtt: printVtt(cues.sort((a, b) => a.from - b.from)) };
}

/** A row of two seconds that begins there, put where its time belongs. @param at s */
export function withCueAt(rows: readonly CueRow[], at: number): { rows: CueRow[]; key: number } {
  const from = Math.max(0, Math.round(at * 1_000));
  const key = 1 + Math.max(-1, ...rows.map((row) => row.key));
  const row = { key, from: cueTime(from), to: cueTime(from + 2_000), text: '', settings: '' };
  const place = rows.findIndex((each) => (msIn(each.from) ?? 0) > from);
  return { rows: rows.toSpliced(place === -1 ? rows.length : place, 0, row), key };
}
