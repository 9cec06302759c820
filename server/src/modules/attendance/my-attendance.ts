import type { StudentAttendance } from '@quad/shared/attendance';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { timetableOf } from '../schools';
import { attendanceAs, attendanceOfPupils } from './families/pupil-attendance';

/** A pupil's own marks: the month asked for, today's, and the sum of the term before today. */
export async function myAttendance(ctx: Context, month: string | undefined): Promise<StudentAttendance> {
  const pupil = ctx.actor.personId;
  ctx.authorize('attendance:own', { personId: pupil });
  const schoolId = ctx.actor.memberships.find((m) => m.role === 'student')?.schoolId;
  if (schoolId == null) throw new Failure('not_found');
  const [attendance] = await attendanceOfPupils(ctx, await timetableOf(ctx, schoolId), [pupil], month);
  return attendanceAs(attendance);
}
