import { setTimeout } from 'node:timers/promises';
import type { CourseDetail } from '@quad/shared/learning';
import type { UpdateQuery } from 'mongoose';
import { isWithin } from '../../../platform/database/collection';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { Failure } from '../../../platform/http/failure';
import { membershipsOf, personOf } from '../../identity';
import { timetableOf } from '../../schools';
import { enrolmentId, learnerTag } from '../course-access';
import { CourseModel, type CourseRecord } from '../course.model';
import { followRosters } from './follow-rosters';
import { byNameAlone, joinOne, leave } from './joining';
import { presentCourse } from './present-course';
import { recountSome } from './recount';
import { courseToChange, forgetCourse, openCourse } from './write-course';

const mostClasses = 200;
const patienceMs = 3_000;

/** Gives the course to a class, and to whoever joins it later. @throws Failure not_found, not_allowed, conflict */
export async function enrolClass(ctx: Context, courseId: string, classId: string): Promise<CourseDetail> {
  const course = await openCourse(ctx, courseId);
  const { classes } = await timetableOf(ctx, course.schoolId);
  const found = classes.find(({ _id }) => _id === classId);
  if (found === undefined) throw new Failure('not_found');
  if (found.to !== null && found.to < dayOn(ctx.now(), ctx.district.timeZone))
    throw new Failure('conflict', `${found.name} has ended.`);
  if (course.classIds.length >= mostClasses)
    throw new Failure('conflict', `A course is given to at most ${mostClasses} classes.`);
  return setClasses(ctx, course, { $addToSet: { classIds: classId } });
}

/** Takes it from a class; whoever has another reason to learn here stays. @throws Failure not_found, not_allowed */
export async function leaveClass(ctx: Context, courseId: string, classId: string): Promise<CourseDetail> {
  return setClasses(ctx, await courseToChange(ctx, courseId), { $pull: { classIds: classId } });
}

/** The wish first, in one write; the steps that follow it are made here, or by whoever finds them unmade. */
async function setClasses(
  ctx: Context,
  { _id, districtId }: CourseRecord,
  change: UpdateQuery<CourseRecord>,
): Promise<CourseDetail> {
  const course = await CourseModel.findOneAndUpdate({ _id, districtId }, change, {
    returnDocument: 'after',
  }).lean<CourseRecord>();
  if (course === null) throw new Failure('not_found');
  await forgetCourse(ctx, _id);
  await soon(ctx, followRosters(_id, ctx.platform));
  return presentCourse(ctx, course);
}

/** Nobody waits for a class of thousands to have joined: whoever looks on sees it live. */
async function soon({ log }: Context, work: Promise<void>): Promise<void> {
  const told = work.catch((err: unknown) => log.warn({ err }, 'the job goes on with these learners'));
  const enough = new AbortController();
  await Promise.race([
    told,
    setTimeout(patienceMs, undefined, { signal: enough.signal }).catch(() => undefined),
  ]);
  enough.abort();
}

/** Gives the course to somebody who is anything in its school today: staff learn, too. @throws Failure not_found, not_allowed, conflict */
export async function enrolPerson(ctx: Context, courseId: string, personId: string): Promise<CourseDetail> {
  const course = await openCourse(ctx, courseId);
  const { districtId, schoolId } = course;
  const [person, memberships] = await Promise.all([
    personOf(districtId, personId),
    membershipsOf(districtId, personId),
  ]);
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  const belongs = memberships.some((each) => each.schoolId === schoolId && isWithin(each, today));
  if (person === null || !belongs) throw new Failure('not_found');
  await inTransaction(async (session) => {
    await joinOne(course, person, ctx.now(), session);
    await recountSome(courseId, session, personId);
  });
  await ctx.platform.cache.forget([learnerTag(enrolmentId(courseId, personId))]);
  return presentCourse(ctx, course);
}

/** Takes it from somebody who was given it by name; who has it with a class goes on. */
export async function leavePerson(ctx: Context, courseId: string, personId: string): Promise<CourseDetail> {
  const course = await courseToChange(ctx, courseId);
  await leave(courseId, byNameAlone, [personId], ctx.now());
  await ctx.platform.cache.forget([learnerTag(enrolmentId(courseId, personId))]);
  return presentCourse(ctx, course);
}
