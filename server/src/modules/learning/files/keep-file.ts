import type { CourseFile } from '@quad/shared/learning';
import { randomBytes } from 'node:crypto';
import { inTransaction } from '../../../platform/database/transaction';
import { cleanPicture } from '../../../platform/files/clean-picture';
import { takeRoom } from '../../../platform/files/file-room';
import type { Context } from '../../../platform/http/context';
import type { CourseRecord } from '../course.model';
import { CourseFileModel, type CourseFileRecord, type FileUse } from './file.model';

export interface GivenFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/**
 * Keeps a file of a course, counted to its school's room. A picture is drawn anew. Who may is the caller's question.
 * @throws Failure no_room; invalid_request for what is no picture
 */
export async function keepFile(
  ctx: Context,
  { _id: courseId, districtId, schoolId }: Pick<CourseRecord, '_id' | 'districtId' | 'schoolId'>,
  use: FileUse,
  { name, type, bytes: given }: GivenFile,
): Promise<CourseFile> {
  const isPicture = type === 'image/jpeg' || type === 'image/png';
  const content = Buffer.from(isPicture ? await cleanPicture(type, given) : given);
  const file: CourseFileRecord = {
    // not to be guessed from another one's
    ...{ _id: randomBytes(12).toString('hex'), districtId, schoolId, courseId, ownerId: ctx.actor.personId },
    ...{ use, name, type, bytes: content.byteLength, content, addedAt: ctx.now() },
  };
  await inTransaction(async (session) => {
    await takeRoom(file, file.bytes, ctx.platform.config.schoolFileBytes, session);
    await CourseFileModel.create([file], { session });
  });
  return presentFile(file);
}

function presentFile(file: Omit<CourseFileRecord, 'content'>): CourseFile {
  const { _id: fileId, courseId, name, type, bytes } = file;
  return { fileId, name, type, bytes, url: addressOf(courseId, fileId) };
}

export function addressOf(courseId: string, fileId: string): string {
  return `/api/v1/courses/${courseId}/files/${fileId}`;
}

/** Takes files away and gives their schools the room back; ids that are none are passed over. */
export async function removeFiles(ids: readonly string[]): Promise<void> {
  const held = { _id: { $in: ids } };
  await inTransaction(async (session) => {
    const files = await CourseFileModel.find(held, { content: 0 }, { session }).lean<CourseFileRecord[]>();
    await CourseFileModel.deleteMany(held, { session });
    for (const { districtId, schoolId, bytes } of files)
      await takeRoom({ districtId, schoolId }, -bytes, 0, session);
  });
}
