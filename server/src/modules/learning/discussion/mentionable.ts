import { matchesWords } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { learnerCourse } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord, type CourseRecord } from '../course.model';

const mostNames = 5_000;
const mostShown = 10;

interface Mentionable {
  people: { personId: string; name: string; staff: boolean }[];
}

/** People of the course whose names have these letters, its teachers first. @throws Failure not_found also where it has no discussion */
export async function mentionable(ctx: Context, courseId: string, q = ''): Promise<Mentionable> {
  const { course } = await learnerCourse(ctx, courseId);
  if (!course.discussion) throw new Failure('not_found');
  const { districtId } = course;
  const [teachers, learners] = await Promise.all([
    namesOf(course.teacherIds, districtId, ctx.platform),
    CourseEnrolmentModel.find({ courseId, active: true, districtId }, { personId: 1, name: 1 })
      .sort({ name: 1 })
      .collation({ locale: 'en', strength: 1 })
      .limit(mostNames)
      .lean<Pick<CourseEnrolmentRecord, 'personId' | 'name'>[]>(),
  ]);
  const staff = course.teacherIds.filter((id) => matchesWords(q, teachers[id] ?? ''));
  const others = learners
    .filter(({ personId, name }) => !course.teacherIds.includes(personId) && matchesWords(q, name))
    .map(({ personId }) => personId);
  const ids = [...staff, ...others].filter((id) => id !== ctx.actor.personId).slice(0, mostShown);
  const names = await namesOf(ids, districtId, ctx.platform);
  return {
    people: ids.flatMap((personId) => {
      const name = names[personId];
      return name === undefined ? [] : [{ personId, name, staff: staff.includes(personId) }];
    }),
  };
}

/** @throws Failure invalid_request where somebody is named who has nothing to do with the course */
export async function refuseStrangers(
  { _id: courseId, districtId, teacherIds }: CourseRecord,
  mentions: readonly string[],
): Promise<void> {
  const asked = mentions.filter((id) => !teacherIds.includes(id));
  if (asked.length === 0) return;
  const learn = { courseId, districtId, active: true, personId: { $in: asked } };
  const found = await CourseEnrolmentModel.find(learn, { personId: 1 }).lean<CourseEnrolmentRecord[]>();
  if (found.length < asked.length)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'text', message: 'names somebody who is not in this course' }],
    });
}
