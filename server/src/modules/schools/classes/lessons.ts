import type { NewLesson } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { scoped } from '../../../platform/database/scoped';
import { LessonModel, type Lesson } from '../class.model';
import { refusal } from '../refusal';
import { changeableSchool, forgetTimetable, todayIn } from '../school-access';
import { changeableClass, setEnd } from './class-access';
import { refuseBusy } from './refuse-busy';

/** The class meets at this weekday and period from a day on. @throws Failure conflict when it or its teacher is elsewhere then */
export async function addLesson(
  ctx: Context,
  schoolId: string,
  classId: string,
  { weekday, period, room, from, force = false }: NewLesson,
): Promise<{ lessonId: string }> {
  const { school, schoolClass, today } = await changeableClass(ctx, schoolId, classId);
  if (!school.periods.some((bell) => bell.period === period)) throw refusal('unknownPeriod', { period });
  const { districtId } = school;
  const lesson = { districtId, schoolId, classId, weekday, period, from: from ?? today, to: null };
  await refuseBusy(school, schoolClass, lesson, ctx.platform, { force });
  const started = await LessonModel.findOneAndUpdate(
    { schoolId, classId, weekday, period, from: lesson.from },
    { $set: { to: null, room: room ?? schoolClass.room }, $setOnInsert: { _id: newId(), districtId } },
    { upsert: true, returnDocument: 'after' },
  ).lean<Lesson>();
  await forgetTimetable(ctx, schoolId);
  return { lessonId: started._id };
}

/** Ends a lesson, or brings it back by null: then the class must be free at its time. */
export async function endLesson(
  ctx: Context,
  schoolId: string,
  lessonId: string,
  asked: string | null | undefined,
): Promise<void> {
  const school = await changeableSchool(ctx, 'class:manage', schoolId);
  const lesson = await scoped(LessonModel, ctx.scope).findOne({ _id: lessonId, schoolId });
  if (lesson === null) throw new Failure('not_found');
  const to = asked === undefined ? todayIn(ctx, school) : asked;
  if (to === null) {
    const { schoolClass } = await changeableClass(ctx, schoolId, lesson.classId);
    await refuseBusy(school, schoolClass, { ...lesson, to }, ctx.platform, { force: true });
  }
  await setEnd(ctx, LessonModel, { schoolId, ids: [lessonId], to });
  await forgetTimetable(ctx, schoolId);
}
