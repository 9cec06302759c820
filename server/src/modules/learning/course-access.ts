import {
  lessonsOf,
  locksOf,
  nothingDone,
  type LearnerFacts,
  type Lesson,
  type Structure,
} from '@quad/shared/learning';
import { wallClock, type Permission } from '@quad/shared/platform';
import { derivedId } from '../../platform/database/derived-id';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { loadTimetable } from '../schools';
import {
  CourseEnrolmentModel,
  CourseModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
} from './course.model';

export const enrolmentId = (courseId: string, personId: string): string =>
  derivedId('course enrolment', courseId, personId);
export const courseTag = (courseId: string): string => `course:${courseId}`;
export const learnerTag = (enrolment: string): string => `learner:${enrolment}`;

/** A course as of the last change; read once and kept until the change stream tells of another. Not scoped: whoever calls it asks for a right next. */
export function courseOf(courseId: string, { cache }: Platform): Promise<CourseRecord | null> {
  return cache.read(`course:${courseId}`, [courseTag(courseId)], () =>
    CourseModel.findById(courseId).lean<CourseRecord>(),
  );
}

function enrolmentOf(
  courseId: string,
  personId: string,
  { cache }: Platform,
): Promise<CourseEnrolmentRecord | null> {
  const _id = enrolmentId(courseId, personId);
  return cache.read(`learner:${_id}`, [learnerTag(_id)], () =>
    CourseEnrolmentModel.findById(_id).lean<CourseEnrolmentRecord>(),
  );
}

/**
 * The course, for somebody who makes it or looks after its school.
 * @throws Failure not_found to whoever has nothing to do with the school, not_allowed to the rest
 */
export async function staffCourse(
  ctx: Context,
  courseId: string,
  permission: Extract<Permission, 'course:read' | 'course:edit'>,
): Promise<CourseRecord> {
  const course = await courseOf(courseId, ctx.platform);
  if (course === null || !isWithin(ctx, course)) throw new Failure('not_found');
  const { districtId, schoolId, teacherIds } = course;
  ctx.authorize(permission, { districtId, schoolId, authors: teacherIds });
  return course;
}

export interface Learning {
  course: CourseRecord;
  /** null: staff who look at the draft as learners do */
  enrolment: CourseEnrolmentRecord | null;
  modules: Structure;
  facts: LearnerFacts;
  /** the course runs today */
  isOpen: boolean;
}

/**
 * The course, for somebody who learns in it; and for whoever makes it, as a preview of the draft.
 * @throws Failure not_found
 */
export async function learnerCourse(ctx: Context, courseId: string): Promise<Learning> {
  const { platform, actor } = ctx;
  const [course, enrolment] = await Promise.all([
    courseOf(courseId, platform),
    enrolmentOf(courseId, actor.personId, platform),
  ]);
  if (course === null || course.districtId !== actor.districtId) throw new Failure('not_found');
  const { districtId, schoolId, teacherIds: authors, live } = course;
  const learns = enrolment?.active === true && course.state === 'published' && isOfSchool(ctx, course);
  if (learns && live !== null && ctx.can('course:learn', { districtId, schoolId, learns }))
    return { course, enrolment, modules: live, facts: enrolment, isOpen: await runsToday(ctx, course) };
  if (!isWithin(ctx, course) || !ctx.can('course:read', { districtId, schoolId, authors }))
    throw new Failure('not_found');
  return { course, enrolment: null, modules: course.draft, facts: nothingDone, isOpen: true };
}

/**
 * The lesson, if it is open to whoever asks; everything in a lesson, down to a part of its video, is asked for through here.
 * @throws Failure not_found, lesson_locked
 */
export async function openLesson(
  ctx: Context,
  courseId: string,
  lessonId: string,
): Promise<Learning & { lesson: Lesson }> {
  const learning = await learnerCourse(ctx, courseId);
  const lesson = lessonsOf(learning.modules).find(({ id }) => id === lessonId);
  if (lesson === undefined) throw new Failure('not_found');
  if (learning.enrolment === null) return { ...learning, lesson };
  const { modules, facts, isOpen } = learning;
  if (!isOpen) throw new Failure('lesson_locked', 'This course does not run today.');
  if (locksOf(lesson, modules, facts, ctx.now()).length > 0) throw new Failure('lesson_locked');
  return { ...learning, lesson };
}

/** District roles reach every school of theirs, the others their own. */
function isWithin({ scope }: Context, { districtId, schoolId }: CourseRecord): boolean {
  return scope.districtId === districtId && (scope.schoolIds === 'all' || scope.schoolIds.includes(schoolId));
}

/** A role in the school, whatever it is: who left it has left its courses. */
function isOfSchool({ actor }: Context, { schoolId }: CourseRecord): boolean {
  return actor.memberships.some((membership) => membership.schoolId === schoolId);
}

async function runsToday(ctx: Context, { schoolId, startsOn, endsOn }: CourseRecord): Promise<boolean> {
  if (startsOn === null && endsOn === null) return true;
  const zone = (await loadTimetable(schoolId, ctx.platform))?.school.timeZone ?? ctx.district.timeZone;
  const { date } = wallClock(ctx.now(), zone);
  return (startsOn === null || startsOn <= date) && (endsOn === null || date <= endsOn);
}
