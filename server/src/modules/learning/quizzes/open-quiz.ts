import type { QuizBody } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { openLesson, type Learning } from '../course-access';
import { contentOf, liveBodyOf } from '../courses/lesson-content';
import { QuestionModel, type QuestionRecord } from './question.model';

export interface OpenQuiz extends Learning {
  lessonId: string;
  body: QuizBody;
  /** staff who try the draft out: nothing counts */
  preview: boolean;
}

/** The quiz of a lesson that is open to whoever asks. @throws Failure not_found, lesson_locked */
export async function openQuiz(ctx: Context, courseId: string, lessonId: string): Promise<OpenQuiz> {
  const learning = await openLesson(ctx, courseId, lessonId);
  const preview = learning.enrolment === null;
  const body = preview
    ? (await contentOf(learning.course, lessonId)).draft
    : await liveBodyOf(courseId, lessonId, ctx.platform);
  if (body?.kind !== 'quiz') throw new Failure('not_found');
  return { ...learning, lessonId, body, preview };
}

/** The questions a quiz may ask: those that were chosen, and all that have a tag it draws from. */
export function bankOf(
  { _id: courseId, districtId }: { _id: string; districtId: string },
  { questionIds, draw }: Pick<QuizBody, 'questionIds' | 'draw'>,
): Promise<QuestionRecord[]> {
  const tags = draw.map(({ tag }) => tag);
  return QuestionModel.find({
    ...{ courseId, districtId, archived: false },
    $or: [{ _id: { $in: questionIds } }, { tags: { $in: tags } }],
  })
    .sort({ _id: 1 })
    .limit(2_000)
    .lean<QuestionRecord[]>();
}
