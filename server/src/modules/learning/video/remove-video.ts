import { inTransaction } from '../../../platform/database/transaction';
import { takeRoom } from '../../../platform/files/file-room';
import type { Config } from '../../../platform/config/config';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { LessonContentModel } from '../course.model';
import { ownVideo } from './course-video';
import { removeFolder } from './folders';
import { CaptionsModel, TranscodeModel, VideoModel, type VideoRecord } from './video.model';

/** @throws Failure conflict while a lesson shows it, in its draft or live */
export async function removeVideo(
  ctx: Context,
  params: { courseId: string; videoId: string },
): Promise<undefined> {
  const { video } = await ownVideo(ctx, params);
  // copies of the course show the same one
  const isShown = await LessonContentModel.exists({
    $or: [{ 'draft.videoId': video._id }, { 'live.videoId': video._id }],
  });
  if (isShown !== null)
    throw new Failure(
      'conflict',
      'A lesson shows this video. Take it out there and publish, then remove it.',
    );
  await endVideo(video);
  await sweepVideo(video, ctx.platform.config);
}

/**
 * Ends a video and gives its room back; its files follow by `sweepVideo`. Work on it loses its lease.
 */
export async function endVideo({ _id, room, districtId, schoolId }: VideoRecord): Promise<void> {
  await inTransaction(async (session) => {
    const { matchedCount } = await VideoModel.updateOne(
      { _id, room, removedAt: null },
      { $set: { removedAt: Date.now(), room: 0 } },
      { session },
    );
    if (matchedCount === 0)
      throw new Failure('conflict', 'Somebody else changed this video meanwhile. Look at it again.');
    await takeRoom({ districtId, schoolId }, -room, 0, session);
    await TranscodeModel.deleteMany({ videoId: _id }, { session });
    await CaptionsModel.deleteMany({ videoId: _id }, { session });
  });
}

/** Takes the files of an ended video away. */
export async function sweepVideo(
  video: Pick<VideoRecord, '_id' | 'schoolId'>,
  config: Pick<Config, 'dataDir'>,
): Promise<void> {
  await removeFolder(video, config);
  await VideoModel.updateOne({ _id: video._id }, { $set: { swept: true } });
}
