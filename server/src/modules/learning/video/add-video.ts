import type { newVideo, Video } from '@quad/shared/learning';
import { apiRoot } from '@quad/shared/platform';
import type { z } from 'zod';
import { newId } from '../../../platform/database/connect';
import { inTransaction } from '../../../platform/database/transaction';
import { takeRoom } from '../../../platform/files/file-room';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { presentVideo } from './present-video';
import { VideoModel, type VideoRecord } from './video.model';

/**
 * Announces a file: its room is taken before its first byte.
 * @throws Failure no_room
 */
export async function addVideo(
  ctx: Context,
  courseId: string,
  {
    name,
    bytes,
    sha256 = null,
  }: Omit<z.output<typeof newVideo>, 'sha256'> & { sha256?: string | undefined | null },
): Promise<{ video: Video; upload: string }> {
  const { districtId, schoolId } = await staffCourse(ctx, courseId, 'course:edit');
  const { platform, actor } = ctx;
  const video: VideoRecord = {
    ...{ _id: newId(), districtId, schoolId, courseId, name, state: 'uploading' },
    ...{ bytes, received: 0, sha256, room: bytes, duration: null, width: null, height: null, type: null },
    ...{ rungs: [], poster: null, captions: [], chapters: [], version: 0, why: null },
    ...{ addedAt: ctx.now(), addedBy: actor.personId, touchedAt: Date.now(), removedAt: null, swept: false },
  };
  await inTransaction(async (session) => {
    await takeRoom(video, bytes, platform.config.schoolFileBytes, session);
    await VideoModel.create([video], { session });
  });
  const upload = `${apiRoot}/courses/${courseId}/videos/${video._id}/upload`;
  return { video: await presentVideo(video, platform), upload };
}
