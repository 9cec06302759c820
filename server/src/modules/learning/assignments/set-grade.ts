import { type CellChange, type CellValue, type GradeRow } from '@quad/shared/learning';
import type { UpdateQuery } from 'mongoose';
import { newId } from '../../../platform/database/connect';
import { isDuplicate } from '../../../platform/database/failures';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import { gradeBookOf, nothingSet, rowsOf } from './grade-book';
import { GradesModel, gradesId, mostSteps, type GradesRecord } from './grades.model';
import { learnerIn } from './learner-in';
import { workOutGrades } from './work-out-grades';

/** Sets a grade by hand, excuses from a lesson, or takes either back; each time is kept with its reason. */
export async function setGrade(
  ctx: Context,
  { courseId, personId, lessonId }: { courseId: string; personId: string; lessonId: string },
  { was, reason, override, excused }: CellChange,
): Promise<GradeRow> {
  const course = await staffCourse(ctx, courseId, 'course:edit');
  const [book, learner] = await Promise.all([gradeBookOf(course), learnerIn(course, personId)]);
  const column = book.columns.find((each) => each.lessonId === lessonId);
  if (column === undefined) throw new Failure('not_found');
  refuseUnfit({ override, excused }, reason, column.of);
  const to = { override, excused };
  const step = { id: newId(), lessonId, at: ctx.now(), by: ctx.actor.personId, from: was, to, reason };
  const filter = { _id: gradesId(courseId, personId), ...setAs(lessonId, was) };
  const { districtId, schoolId } = course;
  try {
    await GradesModel.updateOne(
      filter,
      {
        ...changeOf(lessonId, to, step),
        $setOnInsert: { districtId, schoolId, courseId, personId },
      },
      { upsert: true },
    );
  } catch (error) {
    // there is one, and it says something else
    if (!isDuplicate(error)) throw error;
    throw new Failure('conflict', 'This grade was changed by somebody else. Look at it again.');
  }
  await workOutGrades(courseId, [personId]);
  const [row] = await rowsOf(book, [learner]);
  if (row === undefined) throw new Failure('not_found');
  return row;
}

/** The filter of a cell that stands so. */
export function setAs(lessonId: string, { override, excused }: CellValue): Record<string, unknown> {
  const isNothing = override === nothingSet.override && excused === nothingSet.excused;
  return isNothing
    ? { [`set.${lessonId}.override`]: null, [`set.${lessonId}.excused`]: { $in: [false, null] } }
    : { [`set.${lessonId}.override`]: override, [`set.${lessonId}.excused`]: excused };
}

export function changeOf(
  lessonId: string,
  to: CellValue,
  step: GradesRecord['history'][number],
): UpdateQuery<GradesRecord> {
  return {
    $set: {
      [`set.${lessonId}`]: { override: to.override, excused: to.excused },
      changedAt: step.at,
    },
    $push: { history: { $each: [step], $slice: -mostSteps } },
  };
}

function refuseUnfit({ override }: CellValue, reason: string, of: number): void {
  if (override === null) return;
  if (override > of) throw refusal('override', `There are ${of} points at most.`);
  if (reason === '') throw refusal('reason', 'Say why the grade is set by hand.');
}

function refusal(field: string, message: string): Failure {
  return new Failure('invalid_request', message, { errors: [{ field, message }] });
}
