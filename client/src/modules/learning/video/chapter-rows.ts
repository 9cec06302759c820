import type { Video } from '@quad/shared/learning';
import { clockWords, placeIn } from './video-time';

type Chapter = Video['chapters'][number];

/** A chapter as it is being written. */
export interface ChapterRow {
  key: string;
  at: string;
  title: string;
}

interface Flaw {
  field: 'at' | 'title';
  kind: 'badTime' | 'beyond' | 'noTitle' | 'twice';
}

export function rowsOf(chapters: readonly Chapter[]): ChapterRow[] {
  return chapters.map(({ at, title }) => ({ key: String(at), at: clockWords(at), title }));
}

/** The first thing wrong with each row, by its key. @param duration s, or null while nobody knows it */
export function flawsOf(rows: readonly ChapterRow[], duration: number | null): Map<string, Flaw> {
  const flaws = new Map<string, Flaw>();
  const begun = new Set<number>();
  for (const { key, at, title } of rows) {
    const place = placeIn(at);
    if (place === null) flaws.set(key, { field: 'at', kind: 'badTime' });
    else if (duration !== null && place >= duration) flaws.set(key, { field: 'at', kind: 'beyond' });
    else if (begun.has(place)) flaws.set(key, { field: 'at', kind: 'twice' });
    else if (title.trim() === '') flaws.set(key, { field: 'title', kind: 'noTitle' });
    if (place !== null) begun.add(place);
  }
  return flaws;
}

/** Rows without flaws as chapters, in the order of the film. */
export function chaptersIn(rows: readonly ChapterRow[]): Chapter[] {
  return rows
    .map(({ at, title }) => ({ at: placeIn(at) ?? 0, title: title.trim() }))
    .sort((a, b) => a.at - b.at);
}
