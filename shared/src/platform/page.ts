import { z } from 'zod';

export const pageSize = 50;

/** What every list takes; `sort` is the list's own. */
export const pageQuery = {
  q: z.string().trim().max(80).optional(),
  page: z.coerce.number().pipe(z.int().min(1).max(10_000)).optional(),
};

/** One page of a list; `total` counts every row the search leaves. */
export function paged<R extends z.ZodType>(row: R) {
  return z.object({ rows: z.array(row), page: z.int(), pages: z.int(), total: z.int() });
}

export interface Paged<R> {
  rows: R[];
  page: number;
  pages: number;
  total: number;
}

/** The page asked for, or the last one there is. */
export function pageOf(total: number, asked = 1): { page: number; pages: number; skip: number } {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(asked, pages);
  return { page, pages, skip: (page - 1) * pageSize };
}
