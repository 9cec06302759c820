import type { MySubmission } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { keepFile } from '../files/keep-file';
import { begun, changed, learnersWork, presentOwn, refuseUnlessDraft } from './own-work';

interface Place {
  courseId: string;
  lessonId: string;
}

export async function addSubmissionFile(
  ctx: Context,
  { courseId, lessonId }: Place,
  file: { name: string; type: string; bytes: Uint8Array },
): Promise<MySubmission> {
  const work = await learnersWork(ctx, courseId, lessonId);
  const { course, body } = work;
  const before = await begun(work, lessonId, ctx.now());
  refuseUnlessDraft(before);
  const { files, _id: submissionId, personId } = before;
  if (files.length >= body.mostFiles)
    throw new Failure('conflict', `No more than ${body.mostFiles} files can be handed in here.`);
  const kept = await keepFile(ctx, course, { kind: 'submission', submissionId, personId }, file);
  const { fileId, name, type, bytes } = kept;
  const record = await changed(before, { $push: { files: { fileId, name, type, bytes } } });
  return presentOwn(ctx, { ...work, record });
}

/** The file itself stays: it may have been handed in before. */
export async function removeSubmissionFile(
  ctx: Context,
  { courseId, lessonId, fileId }: Place & { fileId: string },
): Promise<MySubmission> {
  const work = await learnersWork(ctx, courseId, lessonId);
  const { record: before } = work;
  if (!before?.files.some((file) => file.fileId === fileId)) throw new Failure('not_found');
  refuseUnlessDraft(before);
  const record = await changed(before, { $pull: { files: { fileId } } });
  return presentOwn(ctx, { ...work, record });
}
