import type { ChangeStreamDocument } from 'mongodb';
import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';
import { hinting } from '../../../platform/realtime/stale';
import { courseTag, learnerTag } from '../course-access';

/** What a committed change makes every process forget, whom it puts out of a room, and which screens it lets read anew. */
export const coursesSubscribers: Subscriber[] = [
  {
    collections: ['courses'],
    async handle(change, { cache, live }) {
      const course = documentOf(change);
      if (course === null) return;
      const courseId = String(course._id);
      await cache.forget([courseTag(courseId)]);
      // who may be in the rooms is asked anew: they come back at once, if they may
      const fields = changedFields(change);
      if (fields.includes('teacherIds')) live.disconnect(`progress:${courseId}`);
      if (fields.includes('state') && course.state === 'archived') live.disconnect(`course:${courseId}`);
    },
  },
  {
    collections: ['course_enrolments'],
    async handle(change, { cache, live }) {
      if (!('documentKey' in change)) return;
      await cache.forget([learnerTag(String(change.documentKey._id))]);
      const enrolment = documentOf(change);
      const hasEnded = changedFields(change).includes('active') && enrolment?.active === false;
      if (hasEnded) live.disconnect(`person:${String(enrolment.personId)}`);
    },
  },
  hinting(['courses'], ({ _id }) => [`course:${String(_id)}`]),
  // drafts are their makers’ alone: hundreds who learn need not read the outline anew for each save
  hinting(['lesson_contents'], ({ courseId }) => [`progress:${String(courseId)}`]),
  hinting(['course_enrolments'], ({ courseId, personId }) => [
    `progress:${String(courseId)}`,
    `learning:${String(personId)}`,
  ]),
];

/** The top fields an update has set; none for what was made or replaced. */
export function changedFields(change: ChangeStreamDocument): string[] {
  if (change.operationType !== 'update') return [];
  const names = Object.keys(change.updateDescription.updatedFields ?? {});
  return names.map((name) => name.split('.')[0] ?? name);
}
