import type { Transcode } from '@quad/shared/learning';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { staffCourse } from '../course-access';
import { presentTranscode } from './present-video';
import { judge } from './settle-transcode';
import { wakeTranscoder } from './transcoder';
import { isRung } from './transcodes';
import { TranscodeModel, VideoModel, type TranscodeRecord, type VideoRecord } from './video.model';

/** @throws Failure conflict when it did not fail, or when there is no file to work on */
export async function retryTranscode(
  ctx: Context,
  { courseId, transcodeId }: { courseId: string; transcodeId: string },
): Promise<Transcode> {
  await staffCourse(ctx, courseId, 'course:edit');
  const found = await TranscodeModel.findOne({ _id: transcodeId, courseId }).lean<TranscodeRecord>();
  if (found === null) throw new Failure('not_found');
  const { videoId, what } = found;
  const video = await VideoModel.findById(videoId).lean<VideoRecord>();
  if (video?.room === 0)
    throw new Failure(
      'conflict',
      'What was uploaded here is gone, since it could not be used. Upload it anew.',
    );
  const again = await inTransaction(async (session) => {
    const waiting = await TranscodeModel.findOneAndUpdate(
      { _id: transcodeId, state: 'failed' },
      {
        $set: { state: 'waiting', tries: 0, progress: 0, nextAt: new Date(), startedAt: null, doneAt: null },
      },
      { returnDocument: 'after', session },
    ).lean<TranscodeRecord>();
    if (waiting === null)
      throw new Failure('conflict', 'This has not failed, or somebody tries it again already.');
    if (what === 'probe')
      await VideoModel.updateOne({ _id: videoId }, { $set: { state: 'probing', why: null } }, { session });
    if (isRung(what)) await judge(videoId, waiting, session);
    return waiting;
  });
  wakeTranscoder(ctx.platform);
  return presentTranscode(again);
}
