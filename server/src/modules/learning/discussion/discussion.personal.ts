import { keptIn, type Kept } from '../../../platform/retention/kept';
import { documentsOf, names, withoutName, type PersonalData } from '../../../platform/personal/personal-data';
import { CourseEnrolmentModel } from '../course.model';
import { PostModel, type PostRecord } from './post.model';

/** Posts keep their place in the thread, and lose their words; others' lose the name. */
export const discussionPersonal: PersonalData[] = [
  {
    collection: 'posts',
    rows: ({ personId, districtId }) => documentsOf(PostModel, { personId, districtId }),
    forget: async (person) => {
      const { personId, districtId } = person;
      const own = { personId, districtId };
      await PostModel.updateMany(own, { $set: { text: '…' } });
      await PostModel.updateMany({ ...own, removed: { $ne: null } }, { $set: { 'removed.reason': null } });
      const courseIds = await CourseEnrolmentModel.distinct('courseId', own);
      const others = PostModel.find({ courseId: { $in: courseIds }, districtId }, { text: 1 })
        .lean<PostRecord>()
        .cursor();
      for await (const found of others) {
        const { _id, text } = found;
        if (names(person, text))
          await PostModel.updateOne({ _id }, { $set: { text: withoutName(person, text) } });
      }
    },
  },
];

/** A thread is as old as its last answer. */
export const discussionKept: Kept[] = [
  keptIn('posts', PostModel, ({ districtId, schoolId, instant }) => ({
    ...{ districtId, schoolId, lastAt: { $lt: instant } },
  })),
];
