import {
  absenceOf,
  absenceShare,
  addCounts,
  attendanceRulesOf,
  dayOfPupil,
  isBegun,
  noCounts,
  schoolYearOf,
  warningsOf,
  type LessonMark,
  type PupilDay,
} from '@quad/shared/attendance';
import type { Platform } from '../../platform/platform';
import { districtOf, lessonsOn, loadTimetable, type Timetable } from '../schools';
import { ensureCodes } from './code-sets';
import { RegisterModel, type RegisterRecord } from './register.model';
import { DaySummaryModel, PupilYearModel, type DaySummary, type PupilYear } from './summary.model';

export const registerFields = {
  ...{ classId: 1, date: 1, period: 1, starts: 1, ends: 1, codeSet: 1, counts: 1 },
  ...{ 'marks.pupil': 1, 'marks.code': 1, 'marks.minutes': 1 },
} as const;
export type TakenRegister = Pick<
  RegisterRecord,
  '_id' | 'classId' | 'date' | 'period' | 'starts' | 'ends' | 'codeSet' | 'counts' | 'marks'
>;

/**
 * Computes a school's day and its pupils' years anew from the registers themselves, never by adding to what was there: running
 * it twice, late, or after a restore gives the same. Only what differs is written.
 */
export async function summariseDay(schoolId: string, date: string, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const { districtId } = timetable.school;
  const [registers, { clockOffset }] = await Promise.all([
    RegisterModel.find({ districtId, schoolId, date }, registerFields).limit(5_000).lean<TakenRegister[]>(),
    districtOf(districtId, platform),
  ]);
  for (const set of new Set(registers.map((register) => register.codeSet))) await ensureCodes(set);
  await writePupils(timetable, date, pupilDays(timetable, registers));
  const summary = summaryOf(timetable, date, registers, Date.now() + clockOffset);
  await DaySummaryModel.replaceOne({ _id: summary._id }, summary, { upsert: true });
}

export function summaryOf(
  timetable: Timetable,
  date: string,
  registers: readonly TakenRegister[],
  asOf: number,
): DaySummary {
  const { _id: schoolId, districtId } = timetable.school;
  const rows = registers.map(({ _id, classId, period, counts }) => ({
    ...{ registerId: _id, classId, period, counts },
    submitted: isBegun(counts),
  }));
  const submitted = rows.filter((row) => row.submitted).length;
  return {
    ...{ _id: `${schoolId}|${date}`, districtId, schoolId, date, asOf },
    counts: rows.map((row) => row.counts).reduce(addCounts, noCounts()),
    expected: Math.max(lessonsOn(timetable, date).length, submitted),
    submitted,
    registers: rows,
  };
}

/** What that day was for each pupil on any of its rolls. */
export function pupilDays(
  { school }: Pick<Timetable, 'school'>,
  registers: readonly TakenRegister[],
): Map<string, PupilDay> {
  const lessons = new Map<string, { set: string; marks: LessonMark[] }>();
  for (const { marks, starts, ends, codeSet } of registers)
    for (const { pupil, code, minutes } of marks) {
      const known = lessons.get(pupil) ?? { set: codeSet, marks: [] };
      known.marks.push({ starts, ends, code, ...(minutes === undefined ? {} : { minutes }) });
      lessons.set(pupil, known);
    }
  const { dayRule } = attendanceRulesOf(school);
  return new Map([...lessons].map(([pupil, { set, marks }]) => [pupil, dayOfPupil(marks, set, dayRule)]));
}

async function writePupils(
  { school }: Timetable,
  date: string,
  days: ReadonlyMap<string, PupilDay>,
): Promise<void> {
  const year = schoolYearOf(date);
  const known = await PupilYearModel.find({ schoolId: school._id, year }, { pupil: 1, [`days.${date}`]: 1 })
    .limit(20_000)
    .lean<PupilYear[]>();
  const before = new Map(known.map((each) => [each.pupil, each.days[date]]));
  const changed = [...new Set([...before.keys(), ...days.keys()])].filter(
    (pupil) => JSON.stringify(before.get(pupil)) !== JSON.stringify(days.get(pupil)),
  );
  if (changed.length === 0) return;
  const whole = await PupilYearModel.find({ _id: { $in: changed.map((p) => yearId(p, school._id, year)) } })
    .limit(20_000)
    .lean<PupilYear[]>();
  const years = new Map(whole.map((each) => [each.pupil, each.days]));
  const { _id: schoolId, districtId } = school;
  await replaceYears(
    changed.map((pupil) => {
      const { [date]: _gone, ...others } = years.get(pupil) ?? {};
      const today = days.get(pupil);
      const all = today === undefined ? others : { ...others, [date]: today };
      return pupilYear({ districtId, schoolId, pupil, year }, all);
    }),
  );
}

/** A pupil's year from its days. */
export function pupilYear(
  of: Pick<PupilYear, 'districtId' | 'schoolId' | 'pupil' | 'year'>,
  days: Record<string, PupilDay>,
): PupilYear {
  const facts = Object.entries(days).map(([date, { possible, attended }]) => ({ date, possible, attended }));
  const absence = absenceOf(facts);
  return {
    _id: yearId(of.pupil, of.schoolId, of.year),
    ...of,
    days,
    possible: absence.possible,
    attended: absence.possible - absence.absent,
    share: absenceShare(absence),
    warnings: warningsOf(facts),
  };
}

export async function replaceYears(years: readonly PupilYear[]): Promise<void> {
  const writes = years.map((year) => ({
    replaceOne: { filter: { _id: year._id }, replacement: year, upsert: true },
  }));
  // built from typed records; casting hundreds of days each is all mongoose would add
  if (writes.length > 0) await PupilYearModel.collection.bulkWrite(writes as never, { ordered: false });
}

function yearId(pupil: string, schoolId: string, year: number): string {
  return `${pupil}|${schoolId}|${year}`;
}
