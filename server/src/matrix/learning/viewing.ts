import { newId } from '../../platform/database/connect';
import { LessonContentModel, type LessonContentRecord } from '../../modules/learning/course.model';
import { VideoModel } from '../../modules/learning/video/video.model';
import { begun } from '../../modules/learning/viewing/viewing-steps';
import { viewingId } from '../../modules/learning/viewing/viewing-writers';
import { ViewingModel } from '../../modules/learning/viewing/viewing.model';
import type { CoursePlace, CourseThings } from './base';

const duration = 40;

/** What requests of this part can name: each pupil has begun to watch the lesson's video. */
export async function viewingThings(
  { districtId, schoolId, pupilIds, teacherId }: CoursePlace,
  { courseId, videoLessonId: lessonId }: CourseThings,
): Promise<{ watchedVideoId: string }> {
  const content = await LessonContentModel.findById(lessonId).lean<LessonContentRecord>();
  const shown = content?.live?.kind === 'video' ? content.live.videoId : null;
  const videoId = shown ?? newId();
  if (shown === null) {
    await VideoModel.create({
      ...{ _id: videoId, districtId, schoolId, courseId, name: 'Film', state: 'ready', duration },
      ...{ bytes: 1, received: 1, room: 1, width: 320, height: 240, type: 'video/mp4', rungs: [] },
      ...{
        captions: [],
        chapters: [],
        version: 1,
        addedAt: 0,
        addedBy: teacherId,
        touchedAt: 0,
        swept: false,
      },
    });
    await LessonContentModel.updateOne({ _id: lessonId }, { $set: { 'live.videoId': videoId } });
  }
  const film = { districtId, schoolId, courseId, lessonId, videoId, duration, completeAt: 0.9 };
  await ViewingModel.create(
    pupilIds.map((personId) => {
      const place = { ...film, personId, viewingId: viewingId(lessonId, personId) };
      return { ...begun(null, place, Date.now()), rev: 1 };
    }),
  );
  return { watchedVideoId: videoId };
}
