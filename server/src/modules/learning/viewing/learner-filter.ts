import type { learnerSorts, Risk, RiskLimits } from '@quad/shared/learning';
import type { QueryFilter } from 'mongoose';
import { startingWith } from '../../../platform/database/collection';
import type { CourseEnrolmentRecord, CourseRecord } from '../course.model';

export type Filter = QueryFilter<CourseEnrolmentRecord>;
type LearnerSort = (typeof learnerSorts)[number];

/** Whoever learns in the course now; by what their family name begins with, if that is given. */
export function learnersOf({ _id: courseId }: Pick<CourseRecord, '_id'>, q = ''): Filter {
  return { courseId, active: true, ...(q === '' ? {} : { name: startingWith(q) }) };
}

/** The same as `risksOf`, asked of the database: nothing is less than a number there but a number. */
export function atRisk(risk: Risk | 'any', limits: RiskLimits): Filter {
  const each: Record<Risk, Filter> = {
    notBegun: { lastAt: null },
    away: { lastAt: { $lt: limits.awayBefore } },
    behind: { share: { $lt: limits.behindBelow } },
    lowScore: { score: { $lt: limits.lowBelow } },
  };
  return { completedAt: null, ...(risk === 'any' ? { $or: Object.values(each) } : each[risk]) };
}

export function sortOf(sort: LearnerSort = 'name'): Record<string, 1 | -1> {
  const way = sort.startsWith('-') ? -1 : 1;
  return { [sort.replace('-', '')]: way, _id: way };
}

/** The index that has them in this order, or the other way round. */
export function indexOf(sort: Record<string, 1 | -1>): Record<string, 1> {
  return { courseId: 1, active: 1, ...Object.fromEntries(Object.keys(sort).map((field) => [field, 1])) };
}
