import { z } from 'zod';
import { id, instant, paged } from '../platform';
import { share } from './structure';

/** Whole seconds of a video, from inclusive, to exclusive. */
export const playedRange = z.tuple([z.int().min(0).max(86_400), z.int().min(0).max(86_400)]);

/**
 * What one player says each half minute, on pause and when it closes: all that was played and that no answer has confirmed yet,
 * so that saying it twice changes nothing.
 */
export const beat = z.strictObject({
  /** from `startViewing`: a later one has the last word on the position */
  viewing: z.int().min(1),
  played: z.array(playedRange).max(200),
  /** seconds */
  position: z.number().min(0).max(86_400),
  playing: z.boolean(),
});
export type Beat = z.output<typeof beat>;

/** How a viewing stands; ranges here are what is believed. */
export const viewingState = z.object({
  viewing: z.int(),
  position: z.number(),
  /** whole seconds that count, as merged ranges: what was said, fetched and possible */
  counted: z.array(playedRange),
  seconds: z.int(),
  watched: share,
  doneAt: instant.nullable(),
  /** which of the last beat's ranges are on record and need not be said again */
  confirmed: z.array(playedRange),
});
export type ViewingState = z.infer<typeof viewingState>;

export const risks = ['notBegun', 'away', 'behind', 'lowScore'] as const;
export type Risk = (typeof risks)[number];

export const learnerSorts = [
  'name',
  '-name',
  'share',
  '-share',
  'lastAt',
  '-lastAt',
  'seconds',
  '-seconds',
] as const;

/** A learner in the teacher's list. */
export const learnerRow = z.object({
  personId: id,
  name: z.string(),
  classes: z.array(z.string()),
  /** given by name, not by a class */
  byName: z.boolean(),
  done: z.int(),
  of: z.int(),
  share,
  seconds: z.int(),
  /** average of the lessons with points that were scored, or null */
  score: share.nullable(),
  lastAt: instant.nullable(),
  lastLesson: z.string().nullable(),
  completedAt: instant.nullable(),
  risks: z.array(z.enum(risks)),
});
export type LearnerRow = z.infer<typeof learnerRow>;
export const learnerList = paged(learnerRow).extend({ atRisk: z.int() });

/** Who is watching now. */
export const watchers = z.object({
  now: instant,
  rows: z.array(
    z.object({
      personId: id,
      name: z.string(),
      lessonId: id,
      lesson: z.string(),
      position: z.number(),
      duration: z.number(),
      playing: z.boolean(),
      at: instant,
    }),
  ),
});
export type Watchers = z.infer<typeof watchers>;

/** Where learners stop watching a lesson's video: how many watched each ten seconds. */
export const dropOff = z.object({
  lessonId: id,
  duration: z.number(),
  viewers: z.int(),
  step: z.int(),
  watched: z.array(z.int()),
  asOf: instant,
});
export type DropOff = z.infer<typeof dropOff>;
