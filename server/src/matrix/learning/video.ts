import { newId } from '../../platform/database/connect';
import type { KeyRing } from '../../platform/config/key-ring';
import { LessonContentModel } from '../../modules/learning/course.model';
import { captionsId } from '../../modules/learning/video/captions';
import { CaptionsModel, TranscodeModel, VideoModel } from '../../modules/learning/video/video.model';
import type { CoursePlace, CourseThings } from './base';

interface VideoThings {
  /** the lesson shows it */
  videoId: string;
  /** no lesson shows it, and its bytes are missing */
  spareVideoId: string;
  transcodeId: string;
  /** signs addresses of its parts */
  mediaKeys: KeyRing;
}

/** What requests of this part can name. */
export async function videoThings(
  { districtId, schoolId, teacherId, keys }: CoursePlace,
  { courseId, videoLessonId }: CourseThings,
): Promise<VideoThings> {
  const [videoId, spareVideoId, transcodeId] = [newId(), newId(), newId()];
  const owned = { districtId, schoolId, courseId };
  const made = { width: 320, height: 240, file: '240-1', bandwidth: 1, codecs: 'avc1.64000d' };
  const video = {
    ...{
      ...owned,
      bytes: 100,
      received: 100,
      sha256: null,
      room: 100,
      duration: 40,
      width: 320,
      height: 240,
    },
    ...{ type: 'video/mp4', poster: null, chapters: [], version: 0, why: null, addedAt: 0 },
    ...{ addedBy: teacherId, touchedAt: Date.now(), removedAt: null, swept: false },
  };
  const captions = { lang: 'en', label: 'English', version: 1 };
  await VideoModel.create([
    {
      ...{ ...video, _id: videoId, name: 'Film', state: 'ready', rungs: [{ rung: 240, ...made }] },
      captions: [{ ...captions, cues: 1 }],
    },
    { ...video, _id: spareVideoId, name: 'Spare', state: 'uploading', received: 0, rungs: [], captions: [] },
  ]);
  const vtt = 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello\n';
  await CaptionsModel.create({
    ...{ _id: captionsId(videoId, 'en'), districtId, schoolId, videoId, ...captions, vtt },
  });
  await TranscodeModel.create({
    ...{ ...owned, _id: transcodeId, videoId, what: '240', order: 240, state: 'done', progress: 1 },
    ...{ tries: 1, run: 1, nextAt: new Date(), madeAt: 0, startedAt: 0, doneAt: 0, log: '' },
  });
  await LessonContentModel.updateOne(
    { _id: videoLessonId },
    { $set: { 'draft.videoId': videoId, 'live.videoId': videoId } },
  );
  return { videoId, spareVideoId, transcodeId, mediaKeys: keys };
}
