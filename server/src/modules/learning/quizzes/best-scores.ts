import { QuizAttemptModel } from './attempt.model';

interface BestScore {
  lessonId: string;
  personId: string;
  /** share of the points of the best attempt that was handed in */
  score: number;
}

/** What the scores of a course's learners can be rebuilt from; previews count nowhere. */
export async function bestQuizScores(courseId: string): Promise<BestScore[]> {
  const found = await QuizAttemptModel.aggregate<{
    _id: { lessonId: string; personId: string };
    score: number;
  }>([
    { $match: { courseId, preview: false, state: 'submitted' } },
    {
      $group: { _id: { lessonId: '$lessonId', personId: '$personId' }, score: { $max: '$score' } },
    },
  ]);
  return found.map(({ _id, score }) => ({ ..._id, score }));
}
