import type { SchoolCalendar } from '@quad/shared/schools';
import type { Context } from '../../../platform/http/context';
import { CalendarDayModel, TermModel, type CalendarDay, type School, type Term } from '../school.model';
import { schoolFor, todayIn } from '../school-access';

export async function readCalendar(ctx: Context, schoolId: string): Promise<SchoolCalendar> {
  return presentCalendar(ctx, await schoolFor(ctx, 'school:read', schoolId));
}

/** Read from the database rather than from the timetable's cache: whoever edits must see what stands. */
export async function presentCalendar(ctx: Context, school: School): Promise<SchoolCalendar> {
  const { _id: schoolId, name, timeZone, periods } = school;
  const [terms, days] = await Promise.all([
    TermModel.find({ schoolId, removedAt: null }).sort({ from: 1 }).limit(100).lean<Term[]>(),
    CalendarDayModel.find({ schoolId }).sort({ date: 1 }).limit(2_000).lean<CalendarDay[]>(),
  ]);
  return {
    ...{ schoolId, name, timeZone, today: todayIn(ctx, school) },
    terms: terms.map((term) => ({ name: term.name, from: term.from, to: term.to })),
    bells: [...periods].sort((a, b) => a.starts.localeCompare(b.starts)),
    days: days.flatMap(({ date, kind }) => (kind === null ? [] : [{ date, kind }])),
  };
}
