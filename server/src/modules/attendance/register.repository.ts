import { createHash } from 'node:crypto';
import { countMarks, digestOf, registerKey, type Mark } from '@quad/shared/attendance';
import type { UpdateFilter } from 'mongodb';
import { duplicatesIn } from '../../platform/database/failures';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { ensureCodes } from './code-sets';
import type { RegisterKey } from './register-writer';
import { RegisterModel, type LoggedEntry, type RegisterRecord } from './register.model';

/** The id both sides derive: the first 24 hex digits of SHA-256 over the register's key. */
export function registerId(key: { schoolId: string; classId: string; date: string; period: string }): string {
  return createHash('sha256').update(registerKey(key)).digest('hex').slice(0, 24);
}

export function registers(ctx: Context) {
  const within = scoped<RegisterRecord>(RegisterModel, ctx.scope);
  return {
    find: (id: string): Promise<RegisterRecord | null> => within.findOne({ _id: id }),
    /** rows without marks and log, for lists */
    rows: (filter: Parameters<typeof within.find>[0]): Promise<RegisterRow[]> =>
      within.find(filter, { select: rowFields }),
    aggregate: within.aggregate,
    /** in order of day and time; the log as who wrote, for names */
    wholeOf: (of: { schoolIds: string[]; classIds: string[]; days: string[] }): Promise<WholeRegister[]> =>
      within.aggregate<WholeRegister>(
        { schoolId: { $in: of.schoolIds }, classId: { $in: of.classIds }, date: { $in: of.days } },
        [{ $sort: { date: 1, starts: 1 } }, { $limit: mostWhole }, { $project: wholeFields }],
      ),
    /** a school's day as rows, each with who wrote last */
    dayOf: (schoolId: string, date: string): Promise<DayRegister[]> =>
      within.aggregate<DayRegister>({ schoolId, date }, [
        { $set: { last: { $arrayElemAt: ['$log', -1] } } },
        { $project: { ...rowFields, last: { by: 1, tw: 1 } } },
        { $limit: 5_000 },
      ]),
    /** a school's day with its marks, without the log */
    marksOf: (schoolId: string, date: string): Promise<MarkedRegister[]> =>
      within.aggregate<MarkedRegister>({ schoolId, date }, [
        { $project: { ...rowFields, marks: 1 } },
        { $limit: 5_000 },
      ]),
    marksOfClass: (of: {
      schoolId: string;
      classId: string;
      from: string;
      to: string;
    }): Promise<MarkedRegister[]> =>
      within.aggregate<MarkedRegister>(
        { schoolId: of.schoolId, classId: of.classId, date: { $gte: of.from, $lte: of.to } },
        [{ $sort: { date: 1, starts: 1 } }, { $project: { ...rowFields, marks: 1 } }, { $limit: 5_000 }],
      ),
  };
}

const rowFields = {
  schoolId: 1,
  classId: 1,
  date: 1,
  period: 1,
  periodName: 1,
  starts: 1,
  ends: 1,
  room: 1,
  codeSet: 1,
  lockAt: 1,
  epoch: 1,
  seq: 1,
  status: 1,
  counts: 1,
} as const;
const wholeFields = {
  ...rowFields,
  ...{ districtId: 1, tw: 1, marks: 1, statusSet: 1, digest: 1, 'log.by': 1 },
} as const;
/** two full days of a teacher, and a few that were opened beside the timetable */
const mostWhole = 40;
export type RegisterRow = Pick<RegisterRecord, '_id' | keyof typeof rowFields>;
export type DayRegister = RegisterRow & { last?: { by: string; tw: number } };
export type MarkedRegister = RegisterRow & Pick<RegisterRecord, 'marks'>;

export type WholeRegister = RegisterRow &
  Pick<RegisterRecord, 'districtId' | 'tw' | 'marks' | 'statusSet' | 'digest'> & {
    log: readonly Pick<LoggedEntry, 'by'>[];
  };

type NewRegister = Pick<
  RegisterRecord,
  | 'districtId'
  | 'schoolId'
  | 'classId'
  | 'date'
  | 'period'
  | 'periodName'
  | 'starts'
  | 'ends'
  | 'room'
  | 'codeSet'
> &
  Pick<RegisterRecord, 'lockAt'>;

/** @param epoch ms of its creation by the district's clock */
export function bornRegister(fields: NewRegister, pupils: readonly string[], epoch: number): RegisterRecord {
  const marks: Mark[] = pupils.map((pupil) => ({ pupil, code: null, ver: 0 }));
  return {
    _id: registerId(fields),
    ...fields,
    status: 'open',
    epoch,
    seq: 0,
    tw: epoch,
    bytes: 0,
    marks,
    counts: countMarks(marks, fields.codeSet),
    digest: digestOf(marks),
    log: [],
  };
}

/** Makes those that don't exist yet; what exists stays as it is. */
export async function ensureRegisters(born: readonly RegisterRecord[]): Promise<void> {
  const ids = born.map((record) => record._id);
  const known = await RegisterModel.find({ _id: { $in: ids } }, { _id: 1 }).lean<RegisterRecord[]>();
  const there = new Set(known.map((record) => record._id));
  const missing = born.filter((record) => !there.has(record._id));
  if (missing.length === 0) return;
  const writes = missing.map((record) => ({
    updateOne: { filter: { _id: record._id }, update: { $setOnInsert: record }, upsert: true },
  }));
  // two upserts of one id at the same moment: the second is refused, which is what both wanted
  // straight to the driver: the records were built by bornRegister, and casting thousands of marks again is all mongoose would add
  await RegisterModel.collection.bulkWrite(writes as never, { ordered: false }).catch(duplicatesIn);
}

/** The writer's two steps on the database; see register-writer.ts. */
export const registerStore = {
  async read({ registerId, districtId }: RegisterKey): Promise<RegisterRecord | null> {
    const record = await RegisterModel.findOne({ _id: registerId, districtId })
      .read('primary')
      .readConcern('majority')
      .lean<RegisterRecord>();
    if (record !== null) await ensureCodes(record.codeSet);
    return record;
  },

  /**
   * The compare-and-set: from `before` to `after` by `entries`, in one update. False when somebody else was first.
   * Positional writes only, because rewriting the whole array makes a long register six times slower.
   */
  async commit(
    before: RegisterRecord,
    after: RegisterRecord,
    entries: readonly LoggedEntry[],
  ): Promise<boolean> {
    const { _id, schoolId, epoch, seq } = before;
    const update: UpdateFilter<RegisterRecord> = {
      $set: changedFields(before, after),
      $push: { log: { $each: [...entries] } },
    };
    // straight to the driver: the update is built from a typed record, and mongoose's casting costs a quarter of the write
    const { matchedCount } = await RegisterModel.collection.updateOne(
      { _id, schoolId, epoch, seq } as never,
      update as never,
      {
        writeConcern: { w: 'majority', journal: true },
      },
    );
    return matchedCount === 1;
  },
};

function changedFields(before: RegisterRecord, after: RegisterRecord): Record<string, unknown> {
  const { seq, tw, bytes, status, statusSet, digest, counts } = after;
  return {
    seq,
    tw,
    bytes,
    status,
    digest,
    counts,
    ...(statusSet !== undefined && { statusSet }),
    ...changedMarks(before.marks, after.marks),
  };
}

function changedMarks(before: readonly Mark[], after: readonly Mark[]): Record<string, unknown> {
  const sameRoll =
    before.length === after.length && before.every((mark, i) => mark.pupil === after[i]?.pupil);
  if (!sameRoll) return { marks: after };
  return Object.fromEntries(after.flatMap((mark, i) => (mark === before[i] ? [] : [[`marks.${i}`, mark]])));
}
