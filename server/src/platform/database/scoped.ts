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
    findOne: (filter: Within<T>, options: Pick<ReadOptions<T>, 'select' | 'sort'> = {}): Promise<T | null> =>
      model
        .findOne(own(filter), options.select ?? null)
        .sort(options.sort ?? {})
        .lean<T>()
        .exec(),
    /**
     * @param stages run on what the scope and `match` leave
     * @param session brings a read concern of its own: the driver writes the session's time into the object it is given, and
     * the client's default is shared by every read of the process
     */
    aggregate: <R>(match: Within<T>, stages: PipelineStage[], session?: ClientSession): Promise<R[]> =>
      model
        .aggregate<R>(
          [{ $match: own(match) }, ...stages],
          session ? { session, readConcern: { level: 'majority' } } : {},
        )
        .exec(),
    updateMany: async (filter: Within<T>, update: UpdateQuery<T>): Promise<number> =>
      (await model.updateMany(own(filter), update).exec()).modifiedCount,
  };
}

function ownedBy({ districtId, schoolIds }: Scope): Record<string, unknown> {
  return schoolIds === 'all' ? { districtId } : { districtId, schoolId: { $in: [...schoolIds, null] } };
}
