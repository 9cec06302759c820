import { videoContract } from '@quad/shared/learning';
import { routes } from '../../../platform/http/binder';
import type { Part } from '../../../platform/module';
import { addVideo } from './add-video';
import { readCaptions, removeCaptions, setCaptions } from './captions';
import { changeVideo } from './change-video';
import { listTranscodes } from './list-transcodes';
import { listVideos, readVideo } from './list-videos';
import { media } from './media';
import { playback, preview } from './playback';
import { removeVideo } from './remove-video';
import { retryTranscode } from './retry-transcode';
import { sweepVideos } from './sweep-videos.job';
import { startTranscoder } from './transcoder';
import { upload } from './upload';
import { CaptionsModel, TranscodeModel, VideoModel } from './video.model';
import { videoSubscribers } from './video.subscribers';

export const videoPart: Part = {
  routes: routes(videoContract, {
    videos: (ctx, { params, query }) => listVideos(ctx, params.courseId, query),
    video: (ctx, { params }) => readVideo(ctx, params),
    addVideo: (ctx, { params, body }) => addVideo(ctx, params.courseId, body),
    changeVideo: (ctx, { params, body }) => changeVideo(ctx, params, body),
    removeVideo: (ctx, { params }) => removeVideo(ctx, params),
    uploadState: (ctx, { params }) => upload(ctx, params),
    uploadPart: (ctx, { params }) => upload(ctx, params),
    captions: (ctx, { params }) => readCaptions(ctx, params),
    setCaptions: (ctx, { params, body }) => setCaptions(ctx, params, body),
    removeCaptions: (ctx, { params }) => removeCaptions(ctx, params),
    transcodes: (ctx, { params, query }) => listTranscodes(ctx, params.courseId, query),
    retryTranscode: (ctx, { params }) => retryTranscode(ctx, params),
    playback: (ctx, { params }) => playback(ctx, params),
    preview: (ctx, { params }) => preview(ctx, params),
    media: (ctx, { params }) => media(ctx, params),
  }),
  models: [VideoModel, TranscodeModel, CaptionsModel],
  subscribers: videoSubscribers,
  jobs: [sweepVideos],
  start: (platform) => Promise.resolve(startTranscoder(platform)),
};
