import type { CourseDetail, newCourse } from '@quad/shared/learning';
import type { z } from 'zod';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { refuseArchived, timetableOf } from '../../schools';
import { CourseModel, type CourseRecord } from '../course.model';
import { presentCourse } from './present-course';

/** Begins an empty course. @throws Failure not_found, not_allowed, school_archived */
export async function createCourse(
  ctx: Context,
  { schoolId, title, summary, subject }: z.output<typeof newCourse>,
): Promise<CourseDetail> {
  const timetable = await timetableOf(ctx, schoolId);
  const { districtId } = timetable.school;
  ctx.authorize('course:create', { districtId, schoolId });
  refuseArchived(timetable);
  const course: CourseRecord = {
    ...{ _id: newId(), districtId, schoolId, title, summary, subject },
    ...beginning(ctx),
  };
  await CourseModel.create(course);
  return presentCourse(ctx, course);
}

/** What every course begins with: its maker alone, nothing in it, nobody to learn. */
export function beginning(
  ctx: Context,
): Omit<CourseRecord, '_id' | 'districtId' | 'schoolId' | 'title' | 'summary' | 'subject'> {
  const [by, at] = [ctx.actor.personId, ctx.now()];
  return {
    ...{ state: 'draft', teacherIds: [by], startsOn: null, endsOn: null },
    ...{ certificate: false, discussion: true, draft: [], live: null, version: 0, changed: true },
    ...{ publishedAt: null, editions: 0, classIds: [], grading: {} },
    ...{ createdBy: by, createdAt: at, updatedAt: at, changedBy: by },
  };
}
