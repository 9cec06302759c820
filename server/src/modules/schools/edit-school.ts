import type { SchoolDetails, SchoolEdit } from '@quad/shared/schools';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { unlessTaken } from './refusal';
import { SchoolModel, type School } from './school.model';
import { changeableSchool, forgetTimetable, schoolFor } from './school-access';

export async function readSchool(ctx: Context, schoolId: string): Promise<SchoolDetails> {
  return presentSchool(await schoolFor(ctx, 'school:read', schoolId));
}

export async function editSchool(ctx: Context, schoolId: string, edit: SchoolEdit): Promise<SchoolDetails> {
  await changeableSchool(ctx, 'school:manage', schoolId);
  return unlessTaken(edit.code ?? '', () => change(ctx, schoolId, edit));
}

/** An archived school takes no registers and stands on no board; its people can still sign in. Asking again changes nothing. */
export async function archiveSchool(
  ctx: Context,
  schoolId: string,
  archived: boolean,
): Promise<SchoolDetails> {
  const { archivedAt } = await schoolFor(ctx, 'school:archive', schoolId);
  const since = archivedAt ?? ctx.now();
  ctx.log.info({ person: ctx.actor.personId, school: schoolId, archived }, 'school archived or brought back');
  return change(ctx, schoolId, { archivedAt: archived ? since : null });
}

async function change(ctx: Context, schoolId: string, set: Partial<School>): Promise<SchoolDetails> {
  const school = await SchoolModel.findOneAndUpdate(
    { _id: schoolId },
    { $set: set },
    { returnDocument: 'after' },
  )
    .lean<School>()
    .exec();
  if (school === null) throw new Failure('not_found');
  await forgetTimetable(ctx, schoolId);
  return presentSchool(school);
}

export function presentSchool({ _id, code, name, group, timeZone, archivedAt }: School): SchoolDetails {
  return { schoolId: _id, code, name, group, timeZone, archivedAt };
}
