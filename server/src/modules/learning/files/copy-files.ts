import { randomBytes } from 'node:crypto';
import { inTransaction } from '../../../platform/database/transaction';
import { takeRoom } from '../../../platform/files/file-room';
import type { Context } from '../../../platform/http/context';
import type { CourseRecord } from '../course.model';
import { CourseFileModel, type CourseFileRecord } from './file.model';
import { addressOf } from './keep-file';
import { bytesOf } from './read-file';

/**
 * Copies the files of a course that stand in these texts, one after the other: each takes room of its own.
 * @returns a text with the copies in the places of the files
 * @throws Failure no_room
 */
export async function copyFiles(
  ctx: Context,
  from: string,
  to: Pick<CourseRecord, '_id'>,
  texts: readonly string[],
): Promise<(html: string) => string> {
  const address = new RegExp(`/api/v1/courses/${from}/files/([0-9a-f]{24})`, 'g');
  const named = new Set(texts.flatMap((html) => [...html.matchAll(address)].map(([, id = '']) => id)));
  const copies = new Map<string, string>();
  for (const id of named) {
    const file = await CourseFileModel.findOne({ _id: id, courseId: from, 'use.kind': 'course' })
      .hint({ _id: 1 })
      .lean<CourseFileRecord>();
    if (file === null) continue;
    const copy: CourseFileRecord = {
      ...{ ...file, _id: randomBytes(12).toString('hex'), courseId: to._id, content: bytesOf(file) },
      ...{ ownerId: ctx.actor.personId, addedAt: ctx.now() },
    };
    await inTransaction(async (session) => {
      await takeRoom(copy, copy.bytes, ctx.platform.config.schoolFileBytes, session);
      await CourseFileModel.create([copy], { session });
    });
    copies.set(id, copy._id);
  }
  return (html) =>
    html.replace(address, (whole, id: string) => {
      const copy = copies.get(id);
      return copy === undefined ? whole : addressOf(to._id, copy);
    });
}
