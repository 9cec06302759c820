import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import {
  chapter,
  newVideo,
  playback,
  transcode,
  transcodeList,
  transcodeStates,
  video,
  videoList,
} from './video.dto';

const courseId = z.strictObject({ courseId: id });
const courseVideo = z.strictObject({ courseId: id, videoId: id });
const lang = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language like en or pt-BR');
const captions = z.strictObject({ courseId: id, videoId: id, lang });
const captionText = z.string().max(500_000);

export const videoContract = {
  videos: endpoint({
    method: 'GET',
    path: '/courses/:courseId/videos',
    summary: 'The videos of a course',
    permission: 'course:read',
    params: courseId,
    query: z.strictObject(pageQuery),
    response: videoList,
  }),
  video: endpoint({
    method: 'GET',
    path: '/courses/:courseId/videos/:videoId',
    summary: 'One video',
    permission: 'course:read',
    params: courseVideo,
    response: video,
  }),
  addVideo: endpoint({
    method: 'POST',
    path: '/courses/:courseId/videos',
    summary: 'Announce a file; its bytes follow by tus at `upload`',
    permission: 'course:edit',
    params: courseId,
    body: newVideo,
    response: z.object({ video, upload: z.string() }),
    errors: ['no_room'],
  }),
  changeVideo: endpoint({
    method: 'PATCH',
    path: '/courses/:courseId/videos/:videoId',
    summary: 'Rename a video, set its chapters',
    permission: 'course:edit',
    params: courseVideo,
    body: z.strictObject({
      version: z.int().min(0),
      name: z.string().trim().min(1).max(200).optional(),
      chapters: z.array(chapter).max(100).optional(),
    }),
    response: video,
    errors: ['conflict'],
  }),
  removeVideo: endpoint({
    method: 'DELETE',
    path: '/courses/:courseId/videos/:videoId',
    summary: 'Remove a video no lesson shows, and give its room back',
    permission: 'course:edit',
    params: courseVideo,
    response: null,
    errors: ['conflict'],
  }),
  uploadState: endpoint({
    method: 'HEAD',
    path: '/courses/:courseId/videos/:videoId/upload',
    summary: 'tus: how many bytes have arrived',
    permission: 'course:edit',
    params: courseVideo,
    response: null,
    raw: true,
  }),
  uploadPart: endpoint({
    method: 'PATCH',
    path: '/courses/:courseId/videos/:videoId/upload',
    summary: 'tus: the next bytes',
    permission: 'course:edit',
    params: courseVideo,
    response: null,
    raw: true,
    errors: ['conflict', 'no_room'],
  }),
  captions: endpoint({
    method: 'GET',
    path: '/courses/:courseId/videos/:videoId/captions/:lang',
    summary: 'Captions as WebVTT, to be corrected',
    permission: 'course:read',
    params: captions,
    response: z.object({ lang: z.string(), label: z.string(), version: z.int(), vtt: z.string() }),
  }),
  setCaptions: endpoint({
    method: 'PUT',
    path: '/courses/:courseId/videos/:videoId/captions/:lang',
    summary: 'Add or correct captions; what is wrong with the file is said by line',
    permission: 'course:edit',
    params: captions,
    body: z.strictObject({
      label: z.string().trim().min(1).max(60),
      vtt: captionText,
      /** 0 for a language that has none yet */
      version: z.int().min(0),
    }),
    maxBytes: 1_000_000,
    response: video,
    errors: ['conflict', 'invalid_request'],
  }),
  removeCaptions: endpoint({
    method: 'DELETE',
    path: '/courses/:courseId/videos/:videoId/captions/:lang',
    summary: 'Remove the captions of a language',
    permission: 'course:edit',
    params: captions,
    response: video,
  }),
  transcodes: endpoint({
    method: 'GET',
    path: '/courses/:courseId/transcodes',
    summary: 'The jobs that make videos playable, the newest first',
    permission: 'course:read',
    params: courseId,
    query: z.strictObject({ page: pageQuery.page, state: z.enum(transcodeStates).optional() }),
    response: transcodeList,
  }),
  retryTranscode: endpoint({
    method: 'POST',
    path: '/courses/:courseId/transcodes/:transcodeId/retry',
    summary: 'Try a failed job again, it alone',
    permission: 'course:edit',
    params: z.strictObject({ courseId: id, transcodeId: id }),
    response: transcode,
    errors: ['conflict'],
  }),
  playback: endpoint({
    method: 'GET',
    path: '/courses/:courseId/lessons/:lessonId/playback',
    summary: 'Signed addresses of a lesson’s video',
    permission: 'course:learn',
    params: z.strictObject({ courseId: id, lessonId: id }),
    response: playback,
    errors: ['lesson_locked'],
  }),
  preview: endpoint({
    method: 'GET',
    path: '/courses/:courseId/videos/:videoId/playback',
    summary: 'The same for whoever makes the course',
    permission: 'course:read',
    params: courseVideo,
    response: playback,
  }),
  media: endpoint({
    method: 'GET',
    path: '/media/:ticket/:file',
    summary: 'A playlist, a part of a rendition, captions or a poster, by a signed address',
    permission: 'course:learn',
    params: z.strictObject({
      ticket: z.string().max(400),
      file: z.string().regex(/^[\w-]{1,40}\.(m3u8|mp4|vtt|jpg|bin)$/, 'must be a media file'),
    }),
    response: null,
    raw: true,
    errors: ['lesson_locked'],
  }),
};
