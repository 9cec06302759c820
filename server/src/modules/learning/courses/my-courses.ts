import type { MyCourse } from '@quad/shared/learning';
import { matchesWords, pageOf, pageSize, type Paged } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { formalName, peopleOf } from '../../identity';
import {
  CourseEnrolmentModel,
  CourseModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
} from '../course.model';

interface Asked {
  q?: string | undefined;
  state?: 'open' | 'completed' | undefined;
  page?: number | undefined;
}

const most = 2_000;
const fields = {
  ...{ title: 1, subject: 1, teacherIds: 1, startsOn: 1, endsOn: 1, schoolId: 1 },
  of: {
    $sum: {
      $map: {
        input: '$live',
        as: 'module',
        in: { $size: { $filter: { input: '$$module.lessons', cond: '$$this.required' } } },
      },
    },
  },
};

type Found = CourseRecord & { of: number };

/** The courses I learn in with how far I have come: three queries, however many there are. */
export async function myCourses(
  { actor, scope }: Context,
  { q = '', state, page: asked }: Asked,
): Promise<Paged<MyCourse>> {
  const { personId, districtId } = actor;
  const enrolments = await CourseEnrolmentModel.find({ personId, active: true })
    .sort({ lastAt: -1, _id: 1 })
    .limit(most)
    .lean<CourseEnrolmentRecord[]>();
  const courses = await CourseModel.find(
    { _id: { $in: enrolments.map(({ courseId }) => courseId) }, state: 'published', districtId },
    fields,
  )
    .hint({ _id: 1 })
    .lean<Found[]>();
  const byId = new Map(courses.map((course) => [course._id, course]));
  const isHere = ({ schoolId }: Found): boolean =>
    scope.schoolIds === 'all' || scope.schoolIds.includes(schoolId);
  const wanted = enrolments.flatMap((enrolment) => {
    const course = byId.get(enrolment.courseId);
    if (course === undefined || !isHere(course) || !matchesWords(q, course.title, course.subject)) return [];
    if (state !== undefined && (state === 'completed') !== (enrolment.completedAt !== null)) return [];
    return [{ enrolment, course }];
  });
  const { page, pages, skip } = pageOf(wanted.length, asked);
  const shown = wanted.slice(skip, skip + pageSize);
  const teachers = await peopleOf([...new Set(shown.flatMap(({ course }) => course.teacherIds))], districtId);
  const nameOf = (id: string): string[] => {
    const person = teachers.get(id);
    return person === undefined ? [] : [formalName(person)];
  };
  const rows = shown.map(
    ({ enrolment, course: { _id, title, subject, startsOn, endsOn, of, teacherIds } }) => ({
      ...{ courseId: _id, title, subject, startsOn, endsOn, of, teachers: teacherIds.flatMap(nameOf) },
      ...{ done: enrolment.doneCount, share: enrolment.share, seconds: enrolment.seconds },
      ...{
        lastLessonId: enrolment.lastLessonId,
        lastAt: enrolment.lastAt,
        completedAt: enrolment.completedAt,
      },
    }),
  );
  return { rows, page, pages, total: wanted.length };
}
