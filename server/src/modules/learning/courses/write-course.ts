import { lessonsOf, mostLessons, type Structure } from '@quad/shared/learning';
import type { ClientSession } from 'mongoose';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { courseTag, staffCourse } from '../course-access';
import { CourseModel, type CourseRecord } from '../course.model';

/** The course as it stands in the database, for somebody who may change it. @throws Failure not_found, not_allowed */
export async function courseToChange(ctx: Context, courseId: string): Promise<CourseRecord> {
  const { _id, districtId } = await staffCourse(ctx, courseId, 'course:edit');
  const course = await CourseModel.findOne({ _id, districtId }).hint({ _id: 1 }).lean<CourseRecord>();
  if (course === null) throw new Failure('not_found');
  return course;
}

/** The same, for a change to what is taught. @throws Failure not_found, not_allowed, conflict for one that was put away */
export async function openCourse(ctx: Context, courseId: string): Promise<CourseRecord> {
  const course = await courseToChange(ctx, courseId);
  if (course.state === 'archived')
    throw new Failure('conflict', 'This course is archived. Restore it to change it.');
  return course;
}

/** One change to a course as it stood at `version`. @throws Failure conflict with who changed it in between */
export async function writeCourse(
  ctx: Context,
  { _id, districtId, version }: Pick<CourseRecord, '_id' | 'districtId' | 'version'>,
  change: Partial<CourseRecord>,
  session: ClientSession | null = null,
): Promise<CourseRecord> {
  const written = await CourseModel.findOneAndUpdate(
    { _id, districtId, version },
    { $set: { ...change, updatedAt: ctx.now(), changedBy: ctx.actor.personId }, $inc: { version: 1 } },
    { returnDocument: 'after', session },
  ).lean<CourseRecord>();
  if (written === null) throw await changedBy(ctx, _id);
  if (session === null) await forgetCourse(ctx, _id);
  return written;
}

/** Changes the draft as it stands now, again if another change came first: for what depends on no version. */
export async function changeDraft(
  ctx: Context,
  courseId: string,
  change: (draft: Structure) => Structure,
): Promise<CourseRecord> {
  for (let attempt = 1; ; attempt++) {
    const course = await CourseModel.findById(courseId).lean<CourseRecord>();
    if (course === null) throw new Failure('not_found');
    const draft = change(course.draft);
    refuseTooMany(draft);
    try {
      return await writeCourse(ctx, course, { draft, changed: true });
    } catch (error) {
      if (attempt === 5 || !(error instanceof Failure) || error.code !== 'conflict') throw error;
    }
  }
}

/** @throws Failure invalid_request */
export function refuseTooMany(draft: Structure): void {
  if (lessonsOf(draft).length <= mostLessons.course) return;
  throw new Failure('invalid_request', `A course has at most ${mostLessons.course} lessons.`, {
    errors: [{ field: 'modules', message: `at most ${mostLessons.course} lessons` }],
  });
}

/** This process answers by what was just written at once; the others hear of it from the change stream. */
export function forgetCourse({ platform }: Context, courseId: string): Promise<void> {
  return platform.cache.forget([courseTag(courseId)]);
}

async function changedBy(ctx: Context, courseId: string): Promise<Failure> {
  const course = await CourseModel.findById(courseId, { changedBy: 1, districtId: 1 }).lean<CourseRecord>();
  const id = course?.changedBy ?? '';
  const by = (await namesOf([id], ctx.district.id, ctx.platform))[id] ?? '';
  return new Failure('conflict', `${by || 'Somebody'} changed this course in the meantime.`, {
    about: { by },
  });
}
