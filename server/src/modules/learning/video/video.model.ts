import type { transcodeStates, VideoState } from '@quad/shared/learning';
import { Schema } from 'mongoose';
import {
  collection,
  number,
  optionalNumber,
  optionalText,
  strictly,
  text,
} from '../../../platform/database/collection';

/** A rendition that can be played: `<file>.mp4` and `<file>.m3u8` in the video's folder. */
export interface MadeRung {
  /** its shorter side as it is called; a film that is smaller than the smallest keeps its size */
  rung: number;
  width: number;
  height: number;
  /** carries the number of the try that made it, so that two tries never write into one file */
  file: string;
  /** the highest of any segment, bits a second */
  bandwidth: number;
  /** RFC 6381 */
  codecs: string;
}

export interface VideoRecord {
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  name: string;
  state: VideoState;
  /** as announced */
  bytes: number;
  received: number;
  /** as announced, or as it was worked out once the file was there */
  sha256: string | null;
  /** bytes counted to the school for it */
  room: number;
  /** seconds */
  duration: number | null;
  /** as it is shown: turned, with square pixels */
  width: number | null;
  height: number | null;
  /** of the file as it was uploaded */
  type: string | null;
  rungs: MadeRung[];
  /** name of the file without `.jpg` */
  poster: string | null;
  captions: { lang: string; label: string; version: number; cues: number }[];
  chapters: { at: number; title: string }[];
  version: number;
  why: string | null;
  /** ms by the district's clock */
  addedAt: number;
  addedBy: string;
  /** real time: when the last bytes came */
  touchedAt: number;
  /** real time */
  removedAt: number | null;
  /** its files were taken away, too */
  swept: boolean;
}

/** One piece of the work on a video. All times are real ones. */
export interface TranscodeRecord {
  /** derived from the video and `what` */
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  videoId: string;
  /** `probe`, `poster`, or the rung as `360` */
  what: string;
  /** what is done first: looking into files, then small before large */
  order: number;
  state: (typeof transcodeStates)[number];
  progress: number;
  /** how often it was begun since somebody last asked for it */
  tries: number;
  /** how often it was begun at all; the names of its files carry it */
  run: number;
  /** when it may be begun (again); while it runs, when whoever runs it counts as gone */
  nextAt: Date;
  madeAt: number;
  startedAt: number | null;
  doneAt: number | null;
  log: string;
}

/** The captions of a video in one language, as their text. */
export interface CaptionsRecord {
  /** derived from the video and the language */
  _id: string;
  districtId: string;
  schoolId: string;
  videoId: string;
  lang: string;
  label: string;
  version: number;
  vtt: string;
}

const owned = { _id: text, districtId: text, schoolId: text } as const;
const video = new Schema<VideoRecord>(
  {
    ...{ ...owned, courseId: text, name: text, state: text },
    ...{ bytes: number, received: number, sha256: optionalText, room: number },
    ...{ duration: optionalNumber, width: optionalNumber, height: optionalNumber, type: optionalText },
    rungs: { type: [Object], required: true },
    poster: optionalText,
    captions: { type: [Object], required: true },
    chapters: { type: [Object], required: true },
    ...{ version: number, why: optionalText, addedAt: number, addedBy: text, touchedAt: number },
    removedAt: optionalNumber,
    swept: { type: Boolean, required: true },
  },
  strictly,
);
video.index({ courseId: 1, removedAt: 1, addedAt: -1, _id: -1 });
video.index({ state: 1, touchedAt: 1 }, { partialFilterExpression: { state: 'uploading' } });
video.index({ removedAt: 1 }, { partialFilterExpression: { swept: false, removedAt: { $gt: 0 } } });
export const VideoModel = collection('videos', video);

const transcode = new Schema<TranscodeRecord>(
  {
    ...{ ...owned, courseId: text, videoId: text, what: text, order: number, state: text },
    ...{ progress: number, tries: number, run: number, nextAt: { type: Date, required: true } },
    ...{ madeAt: number, startedAt: optionalNumber, doneAt: optionalNumber },
    log: { type: String, default: '' },
  },
  strictly,
);
transcode.index({ state: 1, order: 1, nextAt: 1 });
transcode.index({ courseId: 1, madeAt: -1, _id: -1 });
transcode.index({ courseId: 1, state: 1, madeAt: -1, _id: -1 });
transcode.index({ videoId: 1 });
export const TranscodeModel = collection('transcodes', transcode);

const captions = new Schema<CaptionsRecord>(
  {
    ...{ ...owned, videoId: text, lang: text, label: text, version: number },
    vtt: { type: String, default: '' },
  },
  strictly,
);
export const CaptionsModel = collection('captions', captions);
