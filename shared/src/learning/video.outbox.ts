import { z } from 'zod';
import { id, outboxEvent } from '../platform';

const aboutVideo = z.object({
  videoId: id,
  courseId: id,
  /** whoever added it */
  by: id,
});

/** Everything that was to be made of a video is made. */
export const videoReady = outboxEvent('video.ready', aboutVideo);

/** A video was given up: it is none, it arrived damaged, or nothing could be made of it. Not said of a try that is repeated. */
export const videoFailed = outboxEvent('video.failed', aboutVideo);
