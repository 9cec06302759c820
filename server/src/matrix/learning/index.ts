import { assignmentThings } from './assignment';
import { courseThings, type CoursePlace } from './base';
import { certificateThings } from './certificate';
import { discussionThings } from './discussion';
import { fileThings } from './file';
import { quizThings } from './quiz';
import { videoThings } from './video';
import { viewingThings } from './viewing';

export type Learned = Awaited<ReturnType<typeof learningOf>>;

/** Ids of a course and of all that hangs on it. */
export async function learningOf(place: CoursePlace) {
  const course = await courseThings(place);
  return {
    ...course,
    ...(await fileThings(place, course)),
    ...(await videoThings(place, course)),
    ...(await viewingThings(place, course)),
    ...(await quizThings(place, course)),
    ...(await assignmentThings(place, course)),
    ...(await certificateThings(place, course)),
    ...(await discussionThings(place, course)),
  };
}
