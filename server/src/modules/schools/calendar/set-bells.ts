import type { BellTime, SchoolCalendar } from '@quad/shared/schools';
import { lastingFrom } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { ClassModel, LessonModel, type Lesson, type SchoolClass } from '../class.model';
import { refusal } from '../refusal';
import { SchoolModel, type School } from '../school.model';
import { changeableSchool, forgetTimetable, todayIn } from '../school-access';
import { presentCalendar } from './read-calendar';

/** Replaces the bell times. @throws Failure conflict for a period that lessons still need */
export async function setBells(
  ctx: Context,
  schoolId: string,
  bells: readonly BellTime[],
): Promise<SchoolCalendar> {
  const school = await changeableSchool(ctx, 'school:manage', schoolId);
  await refuseLosing(school, bells, todayIn(ctx, school));
  const periods = [...bells];
  await SchoolModel.updateOne({ _id: schoolId }, { $set: { periods } });
  await forgetTimetable(ctx, schoolId);
  return presentCalendar(ctx, { ...school, periods });
}

async function refuseLosing(
  { _id, periods }: School,
  bells: readonly BellTime[],
  today: string,
): Promise<void> {
  const lost = periods.filter(({ period }) => !bells.some((bell) => bell.period === period));
  if (lost.length === 0) return;
  const goesOn = { schoolId: _id, ...lastingFrom(today) };
  const lessons = await LessonModel.find({ ...goesOn, period: { $in: lost.map(({ period }) => period) } })
    .limit(2_000)
    .lean<Lesson[]>();
  const needed = lessons.length === 0 ? null : await aClassOf(lessons, goesOn);
  if (needed === null) return;
  const lesson = lessons.find(({ classId }) => classId === needed._id);
  const period = lost.find((bell) => bell.period === lesson?.period)?.name ?? '';
  throw refusal('periodInUse', { period, className: needed.name });
}

/** One of the lessons' classes that has not ended itself. */
function aClassOf(
  lessons: readonly Lesson[],
  goesOn: { schoolId: string; to: object },
): Promise<SchoolClass | null> {
  const ids = lessons.map(({ classId }) => classId);
  return ClassModel.findOne({ ...goesOn, _id: { $in: ids } }).lean<SchoolClass>();
}
