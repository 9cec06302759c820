import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';
import { CourseEnrolmentModel } from '../course.model';
import { changedFields } from './courses.subscribers';
import { listName } from './joining';

/** Lists of learners sort by a name of their own, which follows the person's. */
export const namesSubscriber: Subscriber = {
  collections: ['people'],
  works: true,
  async handle(change) {
    const fields = changedFields(change);
    if (!fields.includes('familyName') && !fields.includes('givenName')) return;
    const person = documentOf(change) as { _id: string; givenName: string; familyName: string } | null;
    if (person === null) return;
    const name = listName(person);
    await CourseEnrolmentModel.updateMany({ personId: person._id, name: { $ne: name } }, { $set: { name } });
  },
};
