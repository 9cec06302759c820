import { documentOf } from '../../platform/database/document-of';
import type { Subscriber } from '../../platform/module';
import { hinting } from '../../platform/realtime/stale';
import { coversSubscriber } from './covers';
import { districtTag } from './districts';
import { rollTag, teachersTag, teachingTag } from './rolls';
import { timetableTag } from './timetable';

/** What a committed change makes every process forget, and which screens it lets read anew. Nothing here is ever deleted, so each change still has its document. */
export const schoolsSubscribers: Subscriber[] = [
  coversSubscriber,
  hinting(['districts'], ({ _id }) => [`schools:${String(_id)}`]),
  hinting(['schools'], ({ _id, districtId }) => [`setup:${String(_id)}`, `schools:${String(districtId)}`]),
  hinting(['terms', 'calendar_days', 'classes', 'lessons', 'enrolments'], ({ schoolId }) => [
    `setup:${String(schoolId)}`,
  ]),
  hinting(['teachings', 'covers'], ({ schoolId, personId }) => [
    `setup:${String(schoolId)}`,
    `me:${String(personId)}`,
  ]),
  forgetting(['districts'], ({ _id }) => [districtTag(String(_id)), 'districts']),
  forgetting(['schools', 'terms', 'calendar_days', 'classes', 'lessons'], ({ schoolId }) => [
    timetableTag(String(schoolId)),
  ]),
  forgetting(['enrolments'], ({ classId }) => [rollTag(String(classId))]),
  {
    collections: ['teachings'],
    async handle(change, { cache, live }) {
      const document = documentOf(change);
      if (document === null) return;
      const personId = String(document.personId);
      await cache.forget([teachingTag(personId), teachersTag(String(document.classId))]);
      // whoever loses a class leaves its rooms; the client comes back at once and is let into what it may still see
      if (change.operationType !== 'insert') live.disconnect(`person:${personId}`);
    },
  },
];

function forgetting(
  collections: string[],
  tagsOf: (document: Record<string, unknown>) => string[],
): Subscriber {
  return {
    collections,
    async handle(change, { cache }) {
      const document = documentOf(change);
      if (document !== null) await cache.forget(tagsOf(document));
    },
  };
}
