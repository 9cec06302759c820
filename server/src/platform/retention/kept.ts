import type { Model, QueryFilter } from 'mongoose';

/** How far back a school's own things reach. */
export interface Before {
  districtId: string;
  schoolId: string;
  /** the first day that stays */
  date: string;
  /** its beginning, ms */
  instant: number;
}

/** Things of a school that are removed when they are older than it keeps them. */
export interface Kept {
  name: string;
  /** removes so many at most. @returns how many it removed; fewer than `most` when nothing old is left */
  removeBefore(before: Before, most: number): Promise<number>;
}

/** The usual way: some ids by an index, then these. `also` removes what hangs on them, first: what is cut off finds them again. */
export function keptIn<T extends { _id: string }>(
  name: string,
  model: Model<T>,
  oldest: (before: Before) => QueryFilter<T>,
  also: (ids: readonly string[]) => Promise<unknown> = () => Promise.resolve(),
): Kept {
  return {
    name,
    removeBefore: async (before, most) => {
      const found = await model.find(oldest(before), { _id: 1 }).limit(most).lean<T[]>();
      const ids = found.map(({ _id }) => _id);
      if (ids.length === 0) return 0;
      await also(ids);
      await model.deleteMany({ _id: { $in: ids } } as QueryFilter<T>);
      return ids.length;
    },
  };
}
