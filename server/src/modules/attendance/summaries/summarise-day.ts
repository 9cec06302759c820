import {
  addCounts,
  isBegun,
  noCounts,
  schoolYearOf,
  type LessonMark,
  type PupilDay,
} from '@quad/shared/attendance';
import type { Platform } from '../../../platform/platform';
import { dayKindOn, districtOf, hasLessons, lessonsOn, loadTimetable, type Timetable } from '../../schools';
import { ensureCodesOf } from '../code-sets';
import { pupilDay } from './pupil-day';
import { daysOn, writeDays } from './pupil-years';
import { RegisterModel, type RegisterRecord } from '../register.model';
import { DaySummaryModel, type DaySummary } from './summary.model';

export const registerFields = {
  ...{ classId: 1, date: 1, period: 1, starts: 1, ends: 1, codeSet: 1, counts: 1 },
  ...{ 'marks.pupil': 1, 'marks.code': 1, 'marks.minutes': 1 },
} as const;
export type TakenRegister = Pick<
  RegisterRecord,
  '_id' | 'classId' | 'date' | 'period' | 'starts' | 'ends' | 'codeSet' | 'counts' | 'marks'
>;

/** Other days of the same pupils, summarised at the same time, may be first now and then. */
const mostTries = 10;

/**
 * Computes a school's day and its pupils' years anew from the registers themselves, never by adding to what was there: running
 * it twice, late, or after a restore gives the same. Only what differs is written.
 */
export async function summariseDay(schoolId: string, date: string, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const { districtId } = timetable.school;
  const { clockOffset } = await districtOf(districtId, platform);
  for (let tries = 0; tries < mostTries; tries++) {
    const asOf = Date.now() + clockOffset;
    const registers = await RegisterModel.find({ districtId, schoolId, date }, registerFields)
      .limit(5_000)
      .lean<TakenRegister[]>();
    await ensureCodesOf(registers);
    if (!(await writePupils(timetable, date, pupilDays(timetable, date, registers)))) continue;
    const summary = summaryOf(timetable, date, registers, asOf);
    await DaySummaryModel.replaceOne({ _id: summary._id }, summary, { upsert: true });
    return;
  }
  throw new Error(`the pupils of ${schoolId} change too often to write their ${date}`);
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
    expected: hasLessons(dayKindOn(timetable, date))
      ? Math.max(lessonsOn(timetable, date).length, submitted)
      : 0,
    submitted,
    registers: rows,
  };
}

/** What that day was for each pupil on any of its rolls. */
export function pupilDays(
  timetable: Timetable,
  date: string,
  registers: readonly TakenRegister[],
): Map<string, PupilDay> {
  const lessons = new Map<string, LessonMark[]>();
  for (const { marks, starts, ends, codeSet: set } of registers)
    for (const { pupil, code, minutes } of marks) {
      const known = lessons.get(pupil) ?? [];
      known.push({ starts, ends, code, set, ...(minutes === undefined ? {} : { minutes }) });
      lessons.set(pupil, known);
    }
  return new Map([...lessons].map(([pupil, marks]) => [pupil, pupilDay(timetable, date, marks)]));
}

async function writePupils(
  { school: { _id: schoolId, districtId } }: Timetable,
  date: string,
  days: ReadonlyMap<string, PupilDay>,
): Promise<boolean> {
  const before = await daysOn(schoolId, date);
  const changed = [...new Set([...before.keys(), ...days.keys()])].filter(
    (pupil) => JSON.stringify(before.get(pupil)) !== JSON.stringify(days.get(pupil)),
  );
  const wanted = new Map(changed.map((pupil) => [pupil, { [date]: days.get(pupil) }]));
  return writeDays({ districtId, schoolId }, schoolYearOf(date), wanted);
}
