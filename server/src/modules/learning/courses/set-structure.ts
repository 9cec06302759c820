import {
  brokenRules,
  lessonsOf,
  type CourseDetail,
  type Structure,
  type StructureChange,
} from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure, type FieldError } from '../../../platform/http/failure';
import { LessonContentModel, type LessonContentRecord } from '../course.model';
import { presentCourse } from './present-course';
import { openCourse, refuseTooMany, writeCourse } from './write-course';

/**
 * Puts the draft in order. A lesson that is left out keeps what stands in it, so that an undo puts it back.
 * @throws Failure not_found, not_allowed, conflict, invalid_request by place in the structure
 */
export async function setStructure(
  ctx: Context,
  courseId: string,
  { version, modules }: StructureChange,
): Promise<CourseDetail> {
  const course = await openCourse(ctx, courseId);
  refuseTooMany(modules);
  const errors = [...(await strangers(courseId, modules)), ...unmeetable(modules)];
  if (errors.length > 0)
    throw new Failure('invalid_request', errors[0]?.message, { errors: errors.slice(0, 50) });
  return presentCourse(
    ctx,
    await writeCourse(ctx, { ...course, version }, { draft: modules, changed: true }),
  );
}

/** Ids that stand there twice, and lessons this course never had, or of another kind. */
async function strangers(courseId: string, modules: Structure): Promise<FieldError[]> {
  const lessons = lessonsOf(modules);
  const contents = await LessonContentModel.find(
    { _id: { $in: lessons.map(({ id }) => id) }, courseId },
    { 'draft.kind': 1 },
  )
    .hint({ _id: 1 })
    .lean<Pick<LessonContentRecord, '_id' | 'draft'>[]>();
  const kindOf = new Map(contents.map(({ _id, draft }) => [_id, draft.kind]));
  const seen = new Set<string>();
  const isTwice = (id: string): boolean => seen.has(id) || !seen.add(id);
  return modules.flatMap((module, m) => [
    ...(isTwice(module.id) ? [{ field: `modules.${m}.id`, message: 'stands there twice' }] : []),
    ...module.lessons.flatMap(({ id, kind }, l): FieldError[] => {
      const field = `modules.${m}.lessons.${l}.id`;
      if (isTwice(id)) return [{ field, message: 'stands there twice' }];
      if (kindOf.get(id) !== kind) return [{ field, message: 'is no lesson of this course' }];
      return [];
    }),
  ]);
}

/** Rules no learner could ever meet. */
function unmeetable(modules: Structure): FieldError[] {
  return brokenRules(modules).map(({ lessonId, rule }) => ({
    field: `${placeOf(modules, lessonId)}.release.${rule}`,
    message: 'can only wait for a lesson that comes before it',
  }));
}

/** Where a lesson stands, as fields are named: `modules.0.lessons.2`. */
export function placeOf(modules: Structure, lessonId: string): string {
  const m = modules.findIndex(({ lessons }) => lessons.some(({ id }) => id === lessonId));
  const l = modules[m]?.lessons.findIndex(({ id }) => id === lessonId) ?? -1;
  return `modules.${m}.lessons.${l}`;
}
