import type { Playback } from '@quad/shared/learning';
import { apiRoot } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { openLesson } from '../course-access';
import { courseVideo } from './course-video';
import { expiryAt, sealTicket } from './ticket';
import { lessonVideo } from './video-of';
import type { VideoRecord } from './video.model';

const notReady: Record<'uploading' | 'probing' | 'working', string> = {
  uploading: 'This video is still being uploaded.',
  probing: 'This video is being looked into.',
  working: 'This video is being made ready. It can be played in a moment.',
};

/** What a player of the lesson's video needs. @throws Failure not_found for a lesson without one, lesson_locked */
export async function playback(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
): Promise<Playback> {
  const lesson = await openLesson(ctx, courseId, lessonId);
  const video = await lessonVideo(lesson, ctx.platform);
  if (video === null) throw new Failure('not_found', 'This lesson has no video.');
  return playbackOf(ctx, video, { courseId, lessonId });
}

export async function preview(
  ctx: Context,
  { courseId, videoId }: { courseId: string; videoId: string },
): Promise<Playback> {
  const video = await courseVideo(ctx, { courseId, videoId });
  return playbackOf(ctx, video, { courseId, lessonId: null });
}

function playbackOf(
  { actor, platform }: Context,
  video: VideoRecord,
  place: { courseId: string; lessonId: string | null },
): Playback {
  const { _id: videoId, name, duration, rungs, poster, captions, chapters, state, type, why } = video;
  const expires = expiryAt(Date.now());
  const ticket = sealTicket({ videoId, ...place, personId: actor.personId, expires }, platform.secrets.keys);
  const at = (file: string): string => `${apiRoot}/media/${ticket}/${file}`;
  const isPlayable = rungs.length > 0;
  const waits = state === 'uploading' || state === 'probing' || state === 'working';
  const asUploaded = !isPlayable && !waits && type !== null && video.room > 0;
  return {
    ...{ videoId, name, duration: duration ?? 0, chapters },
    hls: isPlayable ? at('master.m3u8') : null,
    source: asUploaded ? { url: at('source.bin'), type } : null,
    poster: poster === null ? null : at('poster.jpg'),
    captions: captions.map(({ lang, label }) => ({ lang, label, url: at(`${lang}.vtt`) })),
    why: isPlayable ? null : waits ? notReady[state] : why,
  };
}
