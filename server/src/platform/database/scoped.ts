import { pageOf, pageSize, type Paged } from '@quad/shared/platform';
import type { ClientSession, Model, PipelineStage, ProjectionType, QueryFilter, UpdateQuery } from 'mongoose';
import type { Scope } from '../http/context';

/** What every document of a school carries; `schoolId` is null where the district owns it. */
export interface Owned {
  _id: string;
  districtId: string;
  schoolId?: string | null;
}

/** A filter cannot name the tenant: the data layer adds it. */
type Within<T> = Omit<QueryFilter<T>, 'districtId' | '$or' | '$where'>;

interface ReadOptions<T> {
  select?: ProjectionType<T>;
  sort?: Record<string, 1 | -1>;
  limit?: number;
  session?: ClientSession;
}

export const streamBatch = 100;

/** The one way a use case reads and writes a collection: every call is bound to the actor's district and schools. Plain objects out. */
export function scoped<T extends Owned>(model: Model<T>, scope: Scope) {
  const own = (filter: Within<T>): QueryFilter<T> => ({ $and: [filter, ownedBy(scope)] });
  return {
    find: (filter: Within<T>, options: ReadOptions<T> = {}): Promise<T[]> => {
      const query = model.find(own(filter), options.select ?? null, { session: options.session ?? null });
      return query
        .sort(options.sort ?? {})
        .limit(options.limit ?? 5_000)
        .lean<T[]>()
        .exec();
    },
    /**
     * One at a time, read as whoever asks goes on asking: for answers that never stand in memory whole.
     * @param options `hint` is the index they come in order of
     */
    stream: (
      filter: Within<T>,
      options: Required<Pick<ReadOptions<T>, 'select' | 'sort'>> & { hint: Record<string, 1> },
    ): AsyncGenerator<T> => {
      const query = model.find(own(filter), options.select).sort(options.sort).hint(options.hint);
      return closing<T>(() => query.lean<T[]>().cursor({ batchSize: streamBatch }));
    },
    count: (filter: Within<T>): Promise<number> => model.countDocuments(own(filter)).exec(),
    findOne: (filter: Within<T>, options: Pick<ReadOptions<T>, 'select' | 'sort'> = {}): Promise<T | null> =>
      model
        .findOne(own(filter), options.select ?? null)
        .sort(options.sort ?? {})
        .lean<T>()
        .exec(),
    /** One page of what fits, and how much fits in all; `sort` ends with `_id`, or rows could stand on two pages. */
    page: async (
      filter: Within<T>,
      {
        sort,
        page: asked,
        select,
        total: known,
      }: Pick<ReadOptions<T>, 'select'> & {
        sort: Record<string, 1 | -1>;
        page?: number | undefined;
        /** where it is known already */
        total?: number | undefined;
      },
    ): Promise<Paged<T>> => {
      const total = known ?? (await model.countDocuments(own(filter)).exec());
      const { page, pages, skip } = pageOf(total, asked);
      const rows = await model
        .find(own(filter), select ?? null)
        .sort(sort)
        .skip(skip)
        .limit(pageSize)
        .lean<T[]>()
        .exec();
      return { rows, page, pages, total };
    },
    /** @param stages run on what the scope and `match` leave */
    aggregate: <R>(match: Within<T>, stages: PipelineStage[]): Promise<R[]> =>
      model.aggregate<R>([{ $match: own(match) }, ...stages]).exec(),
    updateMany: async (filter: Within<T>, update: UpdateQuery<T>): Promise<number> =>
      (await model.updateMany(own(filter), update).exec()).modifiedCount,
  };
}

/** Mongoose’s own iterator leaves the cursor open on the database when its reader leaves early. */
async function* closing<T>(
  open: () => AsyncIterable<unknown> & { close(): Promise<void> },
): AsyncGenerator<T> {
  const cursor = open();
  try {
    for await (const found of cursor) yield found as T;
  } finally {
    await cursor.close();
  }
}

function ownedBy({ districtId, schoolIds }: Scope): Record<string, unknown> {
  return schoolIds === 'all' ? { districtId } : { districtId, schoolId: { $in: [...schoolIds, null] } };
}
