import { dayOn } from '../../../platform/http/day';
import type { Timetable } from '../../schools';
import { pupilDay } from '../summaries/pupil-day';
import { eachSchool, schoolColumns } from './each-school';
import { enrolledDays } from './enrolled-days';
import { expectedPupils } from './expected-pupils';
import { ClassPupils, marksByPupil } from './pupil-days';
import { days, percent, Totals, type Asked, type Report, type Row } from './report';
import { pupilColumns, ReportPeople } from './report-people';
import { registerDays } from './report-registers';

const figures = ['pupils', 'days_enrolled', 'days_missed'] as const;

/** Those who missed a tenth or more of the days they were enrolled on, whatever the reason. */
export async function chronicAbsenceReport(asked: Asked): Promise<Report> {
  const totals = new Totals(figures);
  return {
    columns: [...schoolColumns, ...pupilColumns, ...figures, 'percentage_missed', 'severe'],
    expected: Math.round((await expectedPupils(asked)) / 10),
    rows: eachSchool(asked, (timetable) => rowsOf(asked, timetable, totals)),
    totals: () => [
      {
        ...totals.sums,
        percentage_missed: percent(totals.sums.days_missed, totals.sums.days_enrolled),
      },
    ],
  };
}

async function* rowsOf(
  asked: Asked,
  timetable: Timetable,
  totals: Totals<(typeof figures)[number]>,
): AsyncGenerator<Row> {
  const { _id: schoolId, districtId, timeZone } = timetable.school;
  const today = dayOn(asked.ctx.now(), timeZone);
  const enrolled = await enrolledDays(asked, timetable);
  const missed = new Map<string, number>();
  const inClass = new ClassPupils(asked.classId);
  let isTodayTaken = false;
  // of a class, too, whole days are counted: all its pupils' lessons
  for await (const day of registerDays({ ...asked, classId: undefined }, schoolId)) {
    inClass.see(day);
    for (const [pupil, marks] of marksByPupil(day)) {
      const { possible, attended } = pupilDay(timetable, day.date, marks);
      if (!enrolled.isEnrolled(pupil, day.date) || possible === 0) continue;
      isTodayTaken ||= day.date === today;
      missed.set(pupil, (missed.get(pupil) ?? 0) + possible - attended);
    }
  }
  const sessions = enrolled.sessions(today, isTodayTaken);
  const daysOf = (pupil: string): number =>
    sessions.filter((date) => enrolled.isEnrolled(pupil, date)).length;
  const chronic = [...missed].filter(
    ([pupil, thousandths]) => inClass.has(pupil) && isChronic(thousandths, daysOf(pupil)),
  );
  const people = new ReportPeople(districtId);
  await people.learn(chronic.map(([pupil]) => pupil));
  for (const pupil of people.inOrder(chronic.map(([id]) => id))) {
    const thousandths = missed.get(pupil) ?? 0;
    const enrolledOn = daysOf(pupil);
    yield {
      ...people.columns(pupil),
      ...totals.add({ pupils: 1, days_enrolled: enrolledOn, days_missed: days(thousandths) }),
      percentage_missed: percent(days(thousandths), enrolledOn),
      severe: thousandths * 2 >= enrolledOn * 1_000 ? 'yes' : 'no',
    };
  }
}

function isChronic(thousandths: number, enrolled: number): boolean {
  return thousandths > 0 && thousandths * 10 >= enrolled * 1_000;
}
