import { noCounts, sumOfDays, type PupilDay } from '@quad/shared/attendance';
import { spellsOf } from '../../identity';
import type { Timetable } from '../../schools';
import { pupilDay } from '../summaries/pupil-day';
import { eachSchool, schoolColumns } from './each-school';
import { expectedPupils } from './expected-pupils';
import { marksByPupil } from './pupil-days';
import { days, percent, Totals, type Asked, type Report, type Row } from './report';
import { pupilColumns, ReportPeople } from './report-people';
import { registerDays } from './report-registers';

const figures = [
  ...(['days_possible', 'days_attended', 'days_missed', 'present', 'late', 'absent', 'excused'] as const),
  ...(['left_early', 'elsewhere', 'not_required', 'unmarked', 'unexplained'] as const),
];

/** One row a pupil: days by the school's rule, and the marks they come from. */
export async function attendanceReport(asked: Asked): Promise<Report> {
  const totals = new Totals(figures);
  return {
    columns: [...schoolColumns, ...pupilColumns, ...figures, 'percentage'],
    expected: await expectedPupils(asked),
    rows: eachSchool(asked, (timetable) => rowsOf(asked, timetable, totals)),
    totals: () => [
      {
        ...totals.sums,
        percentage: percent(totals.sums.days_attended, totals.sums.days_possible),
      },
    ],
  };
}

async function* rowsOf(
  asked: Asked,
  timetable: Timetable,
  totals: Totals<(typeof figures)[number]>,
): AsyncGenerator<Row> {
  const { _id: schoolId, districtId } = timetable.school;
  const sums = new Map<string, PupilDay>();
  for await (const day of registerDays(asked, schoolId))
    for (const [pupil, marks] of marksByPupil(day))
      sums.set(pupil, sumOfDays([sums.get(pupil) ?? nothing(), pupilDay(timetable, day.date, marks)]));
  // who was a pupil and stands on no register is no less a pupil; of a class it is those on its registers
  const spells =
    asked.classId === undefined ? await spellsOf('student', { districtId, schoolId }, asked) : [];
  for (const { personId } of spells) if (!sums.has(personId)) sums.set(personId, nothing());
  const people = new ReportPeople(districtId);
  await people.learn(sums.keys());
  for (const pupil of people.inOrder(sums.keys())) {
    const sum = sums.get(pupil) ?? nothing();
    yield {
      ...people.columns(pupil),
      ...totals.add(figuresOf(sum)),
      percentage: percent(sum.attended, sum.possible),
    };
  }
}

function figuresOf({ counts, possible, attended, unexplained }: PupilDay) {
  return {
    days_possible: days(possible),
    days_attended: days(attended),
    days_missed: days(possible - attended),
    present: counts.present,
    late: counts.late,
    absent: counts.absent,
    excused: counts.excused,
    left_early: counts.early,
    elsewhere: counts.elsewhere,
    not_required: counts.notRequired,
    unmarked: counts.unmarked,
    unexplained,
  };
}

function nothing(): PupilDay {
  return { counts: noCounts(), possible: 0, attended: 0, unexplained: 0 };
}
