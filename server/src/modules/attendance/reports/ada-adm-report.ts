import { dayOn } from '../../../platform/http/day';
import type { Timetable } from '../../schools';
import { pupilDay } from '../summaries/pupil-day';
import { eachSchool, schoolColumns } from './each-school';
import { enrolledDays } from './enrolled-days';
import { marksByPupil } from './pupil-days';
import { days, ratio, Totals, type Asked, type Report, type Row } from './report';
import { registerDays } from './report-registers';

const figures = ['session_days', 'days_attended', 'days_enrolled'] as const;

/** Average daily attendance and membership, a row for each school and month. */
export function adaAdmReport(asked: Asked): Report {
  const totals = new Totals(figures);
  const expected = monthNumber(asked.to) - monthNumber(asked.from) + 1;
  return {
    columns: [...schoolColumns, 'month', ...figures, 'ada', 'adm', 'ratio'],
    expected: expected * asked.schoolIds.length,
    rows: eachSchool(asked, (timetable) => rowsOf(asked, timetable, totals)),
    totals: () => [{ ...totals.sums, ...averages(totals.sums, asked.schoolIds.length) }],
  };
}

interface Sums {
  session_days: number;
  days_attended: number;
  days_enrolled: number;
}

/** Schools have days of their own: an average over several of them would be of nothing. */
function averages({ session_days, days_attended, days_enrolled }: Sums, schools = 1): Row {
  return {
    ada: schools === 1 ? ratio(days_attended, session_days) : null,
    adm: schools === 1 ? ratio(days_enrolled, session_days) : null,
    ratio: ratio(days_attended, days_enrolled),
  };
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}

async function* rowsOf(
  asked: Asked,
  timetable: Timetable,
  totals: Totals<(typeof figures)[number]>,
): AsyncGenerator<Row> {
  const { _id: schoolId, timeZone } = timetable.school;
  const today = dayOn(asked.ctx.now(), timeZone);
  const enrolled = await enrolledDays(asked, timetable);
  const attended = new Map<string, number>();
  let isTodayTaken = false;
  for await (const day of registerDays(asked, schoolId))
    for (const [pupil, marks] of marksByPupil(day)) {
      const sum = pupilDay(timetable, day.date, marks);
      if (!enrolled.isEnrolled(pupil, day.date) || sum.possible === 0) continue;
      isTodayTaken ||= day.date === today;
      const month = day.date.slice(0, 7);
      attended.set(month, (attended.get(month) ?? 0) + sum.attended);
    }
  const sessions = enrolled.sessions(today, isTodayTaken);
  for (const month of new Set(sessions.map((date) => date.slice(0, 7)))) {
    const daysOfMonth = sessions.filter((date) => date.startsWith(month));
    const sums = totals.add({
      session_days: daysOfMonth.length,
      days_attended: days(attended.get(month) ?? 0),
      days_enrolled: daysOfMonth.reduce((sum, date) => sum + enrolled.countOn(date), 0),
    });
    yield { month, ...sums, ...averages(sums) };
  }
}
