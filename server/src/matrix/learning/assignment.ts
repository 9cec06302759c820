import { newId } from '../../platform/database/connect';
import { SubmissionModel, type SubmissionRecord } from '../../modules/learning/assignments/submission.model';
import { blank } from '../../modules/learning/assignments/own-work';
import { enrolIn } from '../../modules/learning/learning.builders';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from '../../modules/learning/course.model';
import type { CoursePlace, CourseThings } from './base';

/** What requests of this part can name: each pupil has begun their work, and somebody who learned once has handed theirs in. */
export async function assignmentThings(
  { districtId, schoolId }: CoursePlace,
  { courseId, assignmentLessonId: lessonId }: CourseThings,
): Promise<{ draftFileId: string; formerLearnerId: string }> {
  const at = Date.parse('2026-03-03T10:00Z');
  const [draftFileId, formerLearnerId] = [newId(), newId()];
  await enrolIn({ districtId, schoolId, courseId }, [formerLearnerId]);
  const learners = await CourseEnrolmentModel.find({ courseId }).lean<CourseEnrolmentRecord[]>();
  const files = [{ fileId: draftFileId, name: 'a.pdf', type: 'application/pdf', bytes: 5 }];
  const handedIn: Partial<SubmissionRecord> = {
    ...{ state: 'handedIn', handedInAt: at, handIns: [{ at, text: 'Work', files: [], lateDays: 0 }] },
  };
  await SubmissionModel.create(
    learners.map((learner) => ({
      ...{ ...blank(learner, lessonId, at), text: 'Work', files },
      ...(learner.personId === formerLearnerId && handedIn),
    })),
  );
  await CourseEnrolmentModel.updateOne({ courseId, personId: formerLearnerId }, { $set: { active: false } });
  return { draftFileId, formerLearnerId };
}
