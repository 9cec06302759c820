import type { Board } from '@quad/shared/attendance';
import { isNewer } from '@quad/shared/platform';

export const boardSorts = ['name', 'attendance', 'submitted'] as const;
type BoardSort = (typeof boardSorts)[number];

export interface BoardParams {
  q?: string;
  sort?: BoardSort;
  page?: number;
}

/** What the address says of the board; anything it cannot mean is left out. */
export function boardParams(search: URLSearchParams): BoardParams {
  const q = search.get('q')?.trim().slice(0, 80) ?? '';
  const sort = boardSorts.find((name) => name === search.get('sort'));
  const page = Number(search.get('page'));
  return {
    ...(q === '' ? {} : { q }),
    ...(sort === undefined || sort === 'name' ? {} : { sort }),
    ...(Number.isInteger(page) && page > 1 ? { page } : {}),
  };
}

/** Answers may overtake one another on the way; the one the database gave later stays. */
export function newestBoard(shown: Board | undefined, answer: Board): Board {
  return shown !== undefined && isNewer(shown.version, answer.version) ? shown : answer;
}
