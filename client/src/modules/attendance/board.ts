import type { Me } from '@quad/shared/identity';

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

/** Where changes of the schools on a person's board are told. */
export function boardTopics({ districtId, memberships }: Pick<Me, 'districtId' | 'memberships'>): string[] {
  if (memberships.some(({ role, schoolId }) => role === 'districtAdmin' && schoolId === null))
    return [`district:${districtId}`];
  const schools = memberships
    .filter(({ role }) => role === 'schoolAdmin' || role === 'office')
    .map(({ schoolId }) => `school:${schoolId ?? ''}`);
  return [...new Set(schools)];
}
