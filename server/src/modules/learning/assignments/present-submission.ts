import type { CourseFile, HandIn, SubmissionComment, SubmissionGrade } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { addressOf } from '../files/keep-file';
import type { GradeRecord, HandInRecord, KeptFile, SubmissionRecord } from './submission.model';

export function withAddress(courseId: string, file: KeptFile): CourseFile {
  return { ...file, url: addressOf(courseId, file.fileId) };
}

export function presentHandIn(courseId: string, { at, text, files, lateDays }: HandInRecord): HandIn {
  return { at, text, lateDays, files: files.map((file) => withAddress(courseId, file)) };
}

export async function presentGrade(grade: GradeRecord, ctx: Context): Promise<SubmissionGrade> {
  const names = await namesOf([grade.by], ctx.actor.districtId, ctx.platform);
  return { ...grade, by: names[grade.by] ?? '' };
}

export async function presentComments(
  comments: SubmissionRecord['comments'],
  { actor, platform }: Context,
): Promise<SubmissionComment[]> {
  const ids = comments.map(({ by }) => by);
  const names = ids.length === 0 ? {} : await namesOf(ids, actor.districtId, platform);
  return comments.map((comment) => ({
    ...comment,
    by: names[comment.by] ?? '',
    mine: comment.by === actor.personId,
  }));
}
