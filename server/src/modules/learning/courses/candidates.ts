import { lasts } from '../../../platform/database/collection';
import { matchesWords } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { displayName, findPeople } from '../../identity';
import { timetableOf } from '../../schools';
import { staffCourse } from '../course-access';

const most = 10;

/** Classes and people of the school by part of their name; without letters, its classes. */
export async function courseCandidates(
  ctx: Context,
  courseId: string,
  q = '',
): Promise<{
  classes: { classId: string; name: string; code: string }[];
  people: { personId: string; name: string; role: string }[];
}> {
  const { schoolId, districtId, classIds } = await staffCourse(ctx, courseId, 'course:edit');
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  const [{ classes }, people] = await Promise.all([
    timetableOf(ctx, schoolId),
    q === '' ? [] : findPeople({ districtId, schoolIds: [schoolId] }, q, today),
  ]);
  const fitting = classes.filter(
    (each) => !classIds.includes(each._id) && lasts(each, today) && matchesWords(q, each.name, each.code),
  );
  return {
    classes: fitting
      .slice(0, q === '' ? 200 : most)
      .map(({ _id, name, code }) => ({ classId: _id, name, code })),
    people: people.map(({ person, membership: { role } }) => ({
      ...{ personId: person._id, name: displayName(person), role },
    })),
  };
}
