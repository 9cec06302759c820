import { newId } from '../../platform/database/connect';
import { PostModel, type PostRecord } from '../../modules/learning/discussion/post.model';
import type { CoursePlace, CourseThings } from './base';

/** Posts of the pupil below the text: a thread with an answer, one the pupil took away, one that staff took down. */
export async function discussionThings(place: CoursePlace, { courseId, textLessonId }: CourseThings) {
  const { districtId, schoolId, pupilId: personId, teacherId } = place;
  const at = Date.parse('2026-03-03T10:00Z');
  const [postId, withdrawnPostId, takenDownId] = [newId(), newId(), newId()];
  const post = (changes: Partial<PostRecord>): PostRecord => ({
    ...{ _id: newId(), districtId, schoolId, courseId, lessonId: textLessonId, threadId: null, personId },
    ...{ staff: false, text: 'A question', at, lastAt: at, editedAt: null, pinned: false, answers: 0 },
    ...{ removed: null, ...changes },
  });
  const removed = (by: 'author' | 'staff', who: string) => ({
    removed: { by, personId: who, at, reason: by === 'staff' ? 'Not here' : null },
  });
  await PostModel.create([
    post({ _id: postId, answers: 1 }),
    post({ threadId: postId, personId: teacherId, staff: true, text: `An answer, @[${personId}]` }),
    post({ _id: withdrawnPostId, ...removed('author', personId) }),
    post({ _id: takenDownId, ...removed('staff', teacherId) }),
  ]);
  return { postId, withdrawnPostId, takenDownId };
}
