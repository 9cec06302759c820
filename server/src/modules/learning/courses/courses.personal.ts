import { documentsOf, type PersonalData } from '../../../platform/personal/personal-data';
import { keptIn, type Kept } from '../../../platform/retention/kept';
import { CourseEnrolmentModel, CourseModel, LessonContentModel } from '../course.model';
import { CourseFileModel, type CourseFileRecord } from '../files/file.model';
import { removeFiles } from '../files/keep-file';

export const coursesPersonal: PersonalData[] = [
  {
    collection: 'course_enrolments',
    rows: ({ personId, districtId }) => documentsOf(CourseEnrolmentModel, { personId, districtId }),
    // what was done is counted in courses and stays; lists show who did it under another name
    forget: async ({ personId, districtId, pseudonym }) => {
      await CourseEnrolmentModel.updateMany({ personId, districtId }, { $set: { name: pseudonym } });
    },
  },
  {
    // what stands in a course is the school's
    collection: 'courses',
    rows: ({ personId, districtId }) =>
      documentsOf(CourseModel, { teacherIds: personId, districtId }, { draft: 0, live: 0, grading: 0 }),
  },
];

export const coursesKept: Kept[] = [
  keptIn('courseEnrolments', CourseEnrolmentModel, ({ schoolId, instant }) => ({
    ...{ schoolId, enrolledAt: { $lt: instant }, lastAt: { $not: { $gte: instant } } },
  })),
  keptIn(
    'courses',
    CourseModel,
    ({ schoolId, instant }) => ({ schoolId, state: 'archived' as const, updatedAt: { $lt: instant } }),
    removeContents,
  ),
];

async function removeContents(courseIds: readonly string[]): Promise<void> {
  const courseId = { $in: [...courseIds] };
  for (;;) {
    // what was handed in goes with its submission
    const files = await CourseFileModel.find({ courseId, 'use.kind': 'course' }, { _id: 1 })
      .limit(500)
      .lean<CourseFileRecord[]>();
    if (files.length === 0) break;
    await removeFiles(files.map(({ _id }) => _id));
  }
  await LessonContentModel.deleteMany({ courseId });
  await CourseEnrolmentModel.deleteMany({ courseId });
}
