import { locksOf, type LessonBody, type LessonView } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { openLesson, type Learning } from '../course-access';
import { contentOf, liveBodyOf } from './lesson-content';
import { factsOf, neighboursOf, shownFacts } from './outline';

/** A lesson once it is open; staff see what is being written. @throws Failure not_found, lesson_locked */
export async function viewLesson(ctx: Context, courseId: string, lessonId: string): Promise<LessonView> {
  const learning = await openLesson(ctx, courseId, lessonId);
  const { lesson, enrolment, modules, facts } = learning;
  const { previous, next } = neighboursOf(learning, lessonId);
  const [body, shown] = await Promise.all([bodyFor(ctx, learning, lessonId), shownFacts(ctx, learning)]);
  const locksNext = enrolment !== null && next !== undefined;
  return {
    ...{ lessonId, courseId, kind: lesson.kind, title: lesson.title, preview: enrolment === null },
    ...{ body, ...factsOf(shown, lessonId) },
    ...{ previousId: previous?.id ?? null, nextId: next?.id ?? null },
    nextLocks: locksNext ? locksOf(next, modules, facts, ctx.now()) : [],
  };
}

async function bodyFor(
  { platform }: Context,
  { course, enrolment }: Learning,
  lessonId: string,
): Promise<LessonBody> {
  if (enrolment === null) return (await contentOf(course, lessonId)).draft;
  const body = await liveBodyOf(course._id, lessonId, platform);
  if (body === null) throw new Failure('not_found');
  // which questions it draws from is the makers’ business
  return body.kind === 'quiz' ? { ...body, questionIds: [], draw: [] } : body;
}
