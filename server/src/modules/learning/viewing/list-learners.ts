import {
  lessonsOf,
  progressOf,
  riskLimits,
  risksOf,
  type LearnerRow,
  type Structure,
} from '@quad/shared/learning';
import { pageOf, pageSize, type Answer, type Received } from '@quad/shared/platform';
import type { viewingContract } from '@quad/shared/learning';
import { byName } from '../../../platform/database/collection';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { loadTimetable, classNameOf } from '../../schools';
import { staffCourse } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord } from '../course.model';
import { atRisk, indexOf, learnersOf, sortOf, type Filter } from './learner-filter';

type Asked = Received<typeof viewingContract.learners>['query'];
type Answered = Answer<typeof viewingContract.learners>;

/** What is forgotten when somebody joins a course, leaves it or gets on in it. */
export const learnersTag = (courseId: string): string => `learners:${courseId}`;

/**
 * A page of those who learn in a course. The page is found by an index alone, however far back it is, and only its rows are read:
 * a course may have tens of thousands. They are counted again only when one of them has changed.
 */
export async function listLearners(ctx: Context, courseId: string, asked: Asked): Promise<Answered> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const timetable = await loadTimetable(course.schoolId, ctx.platform);
  const today = dayOn(ctx.now(), timetable?.school.timeZone ?? ctx.district.timeZone);
  const hour = Math.floor(ctx.now() / 3_600_000) * 3_600_000;
  const limits = riskLimits(course, today, hour);
  const { q, risk, sort } = asked;
  const everybody = learnersOf(course, q);
  const filter = risk === undefined ? everybody : { ...everybody, ...atRisk(risk, limits) };
  const count = (what: string, of: Filter): Promise<number> =>
    ctx.platform.cache.read(`learners:${courseId}:${what}:${today}:${hour}`, [learnersTag(courseId)], () =>
      CourseEnrolmentModel.countDocuments(of).exec(),
    );
  const named = q === undefined || q === '' ? null : { collation: byName };
  const [total, risky] = await Promise.all([
    named === null ? count(risk ?? 'all', filter) : CourseEnrolmentModel.countDocuments(filter, named).exec(),
    count('any', { ...learnersOf(course), ...atRisk('any', limits) }),
  ]);
  const { page, pages, skip } = pageOf(total, asked.page);
  const order = sortOf(sort);
  // the index of names is the only one that compares so, and a query that does can use no other
  const by = named ?? ('name' in order ? { collation: byName } : { hint: indexOf(order) });
  const ids = await CourseEnrolmentModel.find(filter, { _id: 1 }, by)
    .sort(order)
    .skip(skip)
    .limit(pageSize)
    .lean<Pick<CourseEnrolmentRecord, '_id'>[]>();
  const found = await scoped(CourseEnrolmentModel, ctx.scope).find({
    _id: { $in: ids.map(({ _id }) => _id) },
  });
  const rowOf = new Map(found.map((each) => [each._id, each]));
  const classOf = (by: string): string => classNameOf(timetable ?? { classes: [] }, by.replace('class:', ''));
  const rows = ids
    .flatMap(({ _id }) => rowOf.get(_id) ?? [])
    .map((each) => ({
      ...asRow(each, course.live ?? []),
      classes: each.by
        .filter((by) => by.startsWith('class:'))
        .map(classOf)
        .filter((name) => name !== ''),
      risks: risksOf(each, limits),
    }));
  return { rows, page, pages, total, atRisk: risky };
}

function asRow(each: CourseEnrolmentRecord, live: Structure): Omit<LearnerRow, 'classes' | 'risks'> {
  const { personId, name, by, share, score, seconds, lastAt, lastLessonId, completedAt } = each;
  const last = lessonsOf(live).find(({ id }) => id === lastLessonId);
  const { done, of } = progressOf(live, each);
  return {
    ...{ personId, name, byName: by.includes('person'), done, of, share, seconds, score, lastAt },
    ...{ lastLesson: last?.title ?? null, completedAt },
  };
}
