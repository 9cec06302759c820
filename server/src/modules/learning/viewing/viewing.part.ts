import { viewingContract } from '@quad/shared/learning';
import { documentOf } from '../../../platform/database/document-of';
import { routes } from '../../../platform/http/binder';
import type { Part } from '../../../platform/module';
import type { Platform } from '../../../platform/platform';
import { hinting } from '../../../platform/realtime/stale';
import { onSegments } from '../video/segments';
import { dropOff } from './drop-off';
import { learnersTag, listLearners } from './list-learners';
import { beat, startViewing } from './start-viewing';
import { viewingKept } from './viewing.kept';
import { ViewingClockModel, ViewingModel } from './viewing.model';
import { viewingPersonal } from './viewing.personal';
import { viewingId, viewingWriter } from './viewing-writers';
import { watchers } from './watchers';

export const viewingPart: Part = {
  routes: routes(viewingContract, {
    startViewing: (ctx, { params }) => startViewing(ctx, params.courseId, params.lessonId),
    beat: (ctx, { params, body }) => beat(ctx, params.courseId, params.lessonId, body),
    learners: (ctx, { params, query }) => listLearners(ctx, params.courseId, query),
    watchers: (ctx, { params }) => watchers(ctx, params.courseId),
    dropOff: (ctx, { params }) => dropOff(ctx, params.courseId, params.lessonId),
  }),
  models: [ViewingModel, ViewingClockModel],
  subscribers: [
    {
      collections: ['course_enrolments'],
      async handle(change, { cache }) {
        const enrolment = documentOf(change);
        if (enrolment !== null) await cache.forget([learnersTag(String(enrolment.courseId))]);
      },
    },
    hinting(['viewings'], ({ courseId }) => [`progress:${String(courseId)}`]),
  ],
  personal: viewingPersonal,
  kept: viewingKept,
  start: followSegments,
};

/** A player beats each half minute and takes along what was sent since; this is for players that beat elsewhere, or not any more. */
const flushAfterMs = 45_000;
const lookEveryMs = 5_000;

function followSegments(platform: Platform): Promise<() => Promise<void>> {
  const writer = viewingWriter(platform);
  const stop = onSegments(({ lessonId, personId, ...sent }) =>
    writer.sent({ ...sent, lessonId, personId, viewingId: viewingId(lessonId, personId) }),
  );
  const flush = (olderThanMs: number): Promise<void> =>
    writer
      .flush(olderThanMs)
      .catch((error: unknown) => platform.log.warn({ err: error }, 'segments not written down'));
  const timer = setInterval(() => void flush(flushAfterMs), lookEveryMs);
  return Promise.resolve(async () => {
    clearInterval(timer);
    stop();
    await flush(0);
  });
}
