import { absenceOf, absenceShare, schoolYearOf, warningsOf, type PupilDay } from '@quad/shared/attendance';
import { chunksOf } from '../../../platform/database/batches';
import { duplicatesIn } from '../../../platform/database/failures';
import { PupilYearModel, type PupilYear } from './summary.model';

interface Of {
  districtId: string;
  schoolId: string;
}

/** A pupil's days that are to stand, by date; undefined takes one away. */
type Days = Readonly<Record<string, PupilDay | undefined>>;

type Fact = Pick<PupilDay, 'possible' | 'attended'> & { date: string };

interface Known {
  _id: string;
  rev: number | null;
  facts: Fact[];
}

const atOnce = 200;

/**
 * Puts days into the years of pupils, each with the sums and warnings they make, in one write that fails when somebody else has
 * written that year since it was read. Other days of the year are not written.
 * @param pupils days by pupil, all of one school year
 * @param onlyMissing days that are there already stay as they are
 * @returns whether all of it stands; else somebody was first, and the days must be computed anew
 */
export async function writeDays(
  of: Of,
  year: number,
  pupils: ReadonlyMap<string, Days>,
  { onlyMissing = false }: { onlyMissing?: boolean } = {},
): Promise<boolean> {
  let stands = true;
  for (const some of chunksOf([...pupils], atOnce)) {
    const known = await knownYears(some.map(([pupil]) => yearId(pupil, of.schoolId, year)));
    const writes = some.flatMap(([pupil, days]) => {
      const _id = yearId(pupil, of.schoolId, year);
      const before = known.get(_id);
      const wanted = onlyMissing ? without(days, before?.facts ?? []) : days;
      return Object.keys(wanted).length === 0 ? [] : [writeOf({ _id, ...of, pupil, year }, wanted, before)];
    });
    stands = (await written(writes)) && stands;
  }
  return stands;
}

function without(days: Days, facts: readonly Fact[]): Days {
  const there = new Set(facts.map(({ date }) => date));
  return Object.fromEntries(Object.entries(days).filter(([date]) => !there.has(date)));
}

function writeOf(
  of: Pick<PupilYear, '_id' | 'districtId' | 'schoolId' | 'pupil' | 'year'>,
  days: Days,
  before: Known | undefined,
): object {
  const sums = sumsOf(before?.facts ?? [], days);
  const present = Object.entries(days).filter(([, day]) => day !== undefined);
  if (before === undefined)
    return { insertOne: { document: { ...of, days: Object.fromEntries(present), ...sums, rev: 1 } } };
  const gone = Object.entries(days).filter(([, day]) => day === undefined);
  const fields = (entries: typeof present): object =>
    Object.fromEntries(entries.map(([date, day]) => [`days.${date}`, day ?? '']));
  return {
    updateOne: {
      filter: { _id: of._id, rev: before.rev },
      update: {
        $set: { ...fields(present), ...sums, rev: (before.rev ?? 0) + 1 },
        ...(gone.length > 0 && { $unset: fields(gone) }),
      },
    },
  };
}

async function written(writes: readonly object[]): Promise<boolean> {
  if (writes.length === 0) return true;
  // built from typed records; casting hundreds of days each is all mongoose would add
  const done = await PupilYearModel.collection
    .bulkWrite([...writes] as never, { ordered: false })
    // two that made the same year at the same moment: one of them must look again
    .catch((error: unknown) => void duplicatesIn(error));
  return done !== undefined && done.insertedCount + done.matchedCount === writes.length;
}

/** What sums and warnings are made of: a year is some 20 kB, and this a third of it. */
async function knownYears(ids: readonly string[]): Promise<Map<string, Known>> {
  const fact = { date: '$$each.k', possible: '$$each.v.possible', attended: '$$each.v.attended' };
  const found = await PupilYearModel.aggregate<Known>([
    { $match: { _id: { $in: [...ids] } } },
    {
      $project: {
        rev: { $ifNull: ['$rev', null] },
        facts: { $map: { input: { $objectToArray: '$days' }, as: 'each', in: fact } },
      },
    },
  ]);
  return new Map(found.map((each) => [each._id, each]));
}

function sumsOf(
  before: readonly Fact[],
  days: Days,
): Pick<PupilYear, 'possible' | 'attended' | 'share' | 'warnings'> {
  const facts = [
    ...before.filter(({ date }) => !Object.hasOwn(days, date)),
    ...Object.entries(days).flatMap(([date, day]) =>
      day === undefined ? [] : [{ date, possible: day.possible, attended: day.attended }],
    ),
  ];
  const absence = absenceOf(facts);
  return {
    possible: absence.possible,
    attended: absence.possible - absence.absent,
    share: absenceShare(absence),
    warnings: warningsOf(facts),
  };
}

/** What a day is for each pupil so far, by pupil: only that day is read. */
export async function daysOn(schoolId: string, date: string): Promise<Map<string, PupilDay | undefined>> {
  const known = await PupilYearModel.find(
    { schoolId, year: schoolYearOf(date) },
    { pupil: 1, [`days.${date}`]: 1 },
  )
    .limit(20_000)
    .lean<PupilYear[]>();
  return new Map(known.map(({ pupil, days }) => [pupil, days[date]]));
}

function yearId(pupil: string, schoolId: string, year: number): string {
  return `${pupil}|${schoolId}|${year}`;
}
