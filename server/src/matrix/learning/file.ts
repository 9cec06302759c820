import { newId } from '../../platform/database/connect';
import { CourseFileModel } from '../../modules/learning/files/file.model';
import type { CoursePlace, CourseThings } from './base';

/** What requests of this part can name: a picture of the course, and a file the pupil handed in. */
export async function fileThings(
  { districtId, schoolId, teacherId, pupilId }: CoursePlace,
  { courseId }: CourseThings,
): Promise<{ fileId: string; submittedFileId: string }> {
  const [fileId, submittedFileId] = [newId(), newId()];
  const file = {
    ...{ districtId, schoolId, courseId, ownerId: teacherId, name: 'a.pdf', type: 'application/pdf' },
    ...{ bytes: 5, content: Buffer.from('%PDF-'), addedAt: 0 },
  };
  await CourseFileModel.create([
    { ...file, _id: fileId, use: { kind: 'course' } },
    {
      ...{ ...file, _id: submittedFileId },
      use: { kind: 'submission', submissionId: newId(), personId: pupilId },
    },
  ]);
  return { fileId, submittedFileId };
}
