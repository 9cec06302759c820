import { counted, type Beat, type Range, type ViewingState } from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { openLesson } from '../course-access';
import { liveBodyOf } from '../courses/lesson-content';
import { lessonVideo } from '../video/video-of';
import { onRecord, type Place } from './viewing-steps';
import { viewingId, viewingWriter } from './viewing-writers';
import type { ViewingRecord } from './viewing.model';

/** Begins a viewing: what was believed before, where it was, and the number by which the newest tab has the last word. */
export async function startViewing(ctx: Context, courseId: string, lessonId: string): Promise<ViewingState> {
  const open = await openVideo(ctx, courseId, lessonId);
  if (open === null) return asPreview([]);
  return presentViewing(ctx, await viewingWriter(ctx.platform).begin(open.place), open.doneAt, []);
}

/** Says what was played. Real time decides what can be believed, whatever the district's clock says. */
export async function beat(
  ctx: Context,
  courseId: string,
  lessonId: string,
  said: Beat,
): Promise<ViewingState> {
  const open = await openVideo(ctx, courseId, lessonId);
  if (open === null) return asPreview(said.played);
  const viewing = await viewingWriter(ctx.platform).beat(open.place, said);
  return presentViewing(ctx, viewing, open.doneAt, said.played);
}

interface OpenVideo {
  place: Place;
  doneAt: number | null;
}

/** The lesson's video, if it is open to whoever asks; null for staff who look at it as learners do. @throws Failure not_found, lesson_locked, conflict */
async function openVideo(ctx: Context, courseId: string, lessonId: string): Promise<OpenVideo | null> {
  const open = await openLesson(ctx, courseId, lessonId);
  if (open.lesson.kind !== 'video') throw new Failure('not_found');
  if (open.enrolment === null) return null;
  const [video, body] = await Promise.all([
    lessonVideo(open, ctx.platform),
    liveBodyOf(courseId, lessonId, ctx.platform),
  ]);
  if (video?.duration == null || body?.kind !== 'video')
    throw new Failure('conflict', 'There is no video in this lesson yet.');
  const { districtId, schoolId } = open.course;
  const { personId } = ctx.actor;
  return {
    place: {
      ...{ viewingId: viewingId(lessonId, personId), districtId, schoolId, courseId, lessonId, personId },
      ...{ videoId: video._id, duration: video.duration, completeAt: body.completeAt },
    },
    doneAt: open.facts.done[lessonId] ?? null,
  };
}

function presentViewing(
  ctx: Context,
  viewing: ViewingRecord,
  doneAt: number | null,
  played: readonly Range[],
): ViewingState {
  const { seconds, watched, position, told } = viewing;
  return {
    ...{ viewing: viewing.viewing, position, seconds, watched, counted: counted(viewing) },
    // the enrolment that was read may be older than this answer
    doneAt: doneAt ?? (told.done ? ctx.now() : null),
    confirmed: onRecord(viewing, played),
  };
}

function asPreview(played: readonly Range[]): ViewingState {
  const nothing = { position: 0, counted: [], seconds: 0, watched: 0, doneAt: null };
  return { viewing: 1, ...nothing, confirmed: [...played] };
}
