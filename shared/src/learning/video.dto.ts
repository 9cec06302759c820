import { z } from 'zod';
import { id, instant, paged } from '../platform';
import { share } from './structure';

/** uploading: bytes are missing; probing: nobody has looked into it yet; working: nothing can be played yet; playable: more is to come */
export const videoStates = ['uploading', 'probing', 'working', 'playable', 'ready', 'failed'] as const;
export type VideoState = (typeof videoStates)[number];
export const transcodeStates = ['waiting', 'running', 'done', 'failed'] as const;

/** The sizes a video is made in, by its shorter side in pixels; never larger than it was. */
export const rungs = [240, 360, 480, 720, 1_080] as const;

/** Beyond this a file is refused before its first byte. */
export const mostVideoBytes = 4 * 1_024 ** 3;

export const newVideo = z.strictObject({
  name: z.string().trim().min(1).max(200),
  bytes: z.int().min(1).max(mostVideoBytes),
  /** of the whole file, where the browser could work it out: another one is refused at the end */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const caption = z.object({
  /** BCP 47 */
  lang: z.string(),
  label: z.string(),
  version: z.int(),
  cues: z.int(),
});
export const chapter = z.strictObject({
  at: z.number().min(0).max(86_400),
  title: z.string().trim().min(1).max(120),
});

/** The making of one rendition, of the poster, or the look into the file. */
export const transcode = z.object({
  transcodeId: id,
  videoId: id,
  /** `probe`, `poster`, or the rung as `360` */
  what: z.string(),
  state: z.enum(transcodeStates),
  progress: share,
  tries: z.int(),
  /** real time, ms: no clock that was set moves a job */
  startedAt: instant.nullable(),
  doneAt: instant.nullable(),
  /** the end of what ffmpeg said */
  log: z.string(),
});
export type Transcode = z.infer<typeof transcode>;

export const video = z.object({
  videoId: id,
  courseId: id,
  name: z.string(),
  state: z.enum(videoStates),
  bytes: z.int(),
  /** of them, how many have arrived */
  received: z.int(),
  sha256: z.string().nullable(),
  /** seconds */
  duration: z.number().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  rungs: z.array(z.int()),
  captions: z.array(caption),
  chapters: z.array(chapter),
  version: z.int(),
  /** why it failed, or why it plays as it was uploaded: a sentence */
  why: z.string().nullable(),
  addedAt: instant,
  addedBy: z.string(),
});
export type Video = z.infer<typeof video>;
export const videoList = paged(video);
export const transcodeList = paged(transcode.extend({ video: z.string() }));

/** What a player needs. Addresses are signed for this person, hold some hours and stay the same as long as they hold. */
export const playback = z.object({
  videoId: id,
  name: z.string(),
  duration: z.number(),
  /** HLS, once one rendition is ready */
  hls: z.string().nullable(),
  /** the file as it was uploaded, by ranges: only where there is no HLS */
  source: z.object({ url: z.string(), type: z.string() }).nullable(),
  poster: z.string().nullable(),
  captions: z.array(z.object({ lang: z.string(), label: z.string(), url: z.string() })),
  chapters: z.array(chapter),
  /** said on the page where it is not made into HLS */
  why: z.string().nullable(),
});
export type Playback = z.infer<typeof playback>;
