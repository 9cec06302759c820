import type { CourseRecord, LessonContentRecord } from '../course.model';
import { LessonContentModel } from '../course.model';
import { QuestionModel, type QuestionRecord } from './question.model';

/** Points of a whole attempt at each of these quizzes, as learners see them, else as drafted. What is drawn counts as the average of its tag. */
export async function quizPoints(
  { _id: courseId, districtId }: Pick<CourseRecord, '_id' | 'districtId'>,
  lessonIds: readonly string[],
): Promise<Map<string, number>> {
  if (lessonIds.length === 0) return new Map();
  const [contents, bank] = await Promise.all([
    LessonContentModel.find({ _id: { $in: [...lessonIds] }, courseId, districtId })
      .hint({ _id: 1 })
      .lean<LessonContentRecord[]>(),
    QuestionModel.find({ courseId, districtId, archived: false }, { 'question.points': 1, tags: 1 })
      .limit(2_000)
      .lean<Pick<QuestionRecord, '_id' | 'question' | 'tags'>[]>(),
  ]);
  const points = new Map(bank.map(({ _id, question }) => [_id, question.points]));
  const averageOf = (tag: string): number => {
    const tagged = bank.filter(({ tags }) => tags.includes(tag));
    return tagged.reduce((sum, { question }) => sum + question.points, 0) / Math.max(1, tagged.length);
  };
  return new Map(
    contents.flatMap(({ _id, live, draft }): [string, number][] => {
      const body = live ?? draft;
      if (body.kind !== 'quiz') return [];
      const chosen = body.questionIds.reduce((sum, id) => sum + (points.get(id) ?? 0), 0);
      const drawn = body.draw.reduce((sum, { tag, count }) => sum + count * averageOf(tag), 0);
      return [[_id, chosen + drawn]];
    }),
  );
}
