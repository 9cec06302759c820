import {
  emptyBodies,
  mostLessons,
  mostModules,
  type CourseDetail,
  type LessonKind,
} from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { LessonContentModel } from '../course.model';
import { presentCourse } from './present-course';
import { changeDraft, openCourse } from './write-course';

/** Adds a module at the end; two who do so at once both get theirs. */
export async function addModule(ctx: Context, courseId: string, title: string): Promise<CourseDetail> {
  await openCourse(ctx, courseId);
  const added = { id: newId(), title, lessons: [] };
  const course = await changeDraft(ctx, courseId, (draft) => {
    if (draft.length >= mostModules) throw full(`A course has at most ${mostModules} modules.`);
    return [...draft, added];
  });
  return presentCourse(ctx, course);
}

/** @throws Failure not_found, invalid_request where there is no such module, or no room in it */
export async function addLesson(
  ctx: Context,
  courseId: string,
  { moduleId, kind, title }: { moduleId: string; kind: LessonKind; title: string },
): Promise<{ lessonId: string; course: CourseDetail }> {
  const { districtId, schoolId } = await openCourse(ctx, courseId);
  const lesson = { id: newId(), kind, title, required: true, release: [] };
  // what stands in it first: a lesson in the structure always has it
  await LessonContentModel.create({
    ...{ _id: lesson.id, districtId, schoolId, courseId, draft: emptyBodies[kind], live: null },
    ...{ version: 0, savedAt: ctx.now(), savedBy: ctx.actor.personId, liveAt: null },
  });
  const course = await changeDraft(ctx, courseId, (draft) => {
    const module = draft.find(({ id }) => id === moduleId);
    if (module === undefined)
      throw new Failure('invalid_request', 'That module is not there any more.', {
        errors: [{ field: 'moduleId', message: 'is not in this course' }],
      });
    if (module.lessons.length >= mostLessons.module)
      throw full(`A module has at most ${mostLessons.module} lessons.`);
    return draft.map((each) => (each === module ? { ...each, lessons: [...each.lessons, lesson] } : each));
  });
  return { lessonId: lesson.id, course: await presentCourse(ctx, course) };
}

function full(message: string): Failure {
  return new Failure('invalid_request', message, { errors: [{ field: 'moduleId', message }] });
}
