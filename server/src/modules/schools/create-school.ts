import type { z } from 'zod';
import type { newSchool, SchoolDetails } from '@quad/shared/schools';
import { newId } from '../../platform/database/connect';
import type { Context } from '../../platform/http/context';
import { districtCodeSet } from './attendance-settings';
import { presentSchool } from './edit-school';
import { unlessTaken } from './refusal';
import { SchoolModel, type School } from './school.model';

export async function createSchool(ctx: Context, fields: z.output<typeof newSchool>): Promise<SchoolDetails> {
  const { districtId } = ctx.scope;
  ctx.authorize('school:create', { districtId });
  const schoolId = newId();
  const school: School = {
    ...{ _id: schoolId, schoolId, districtId, ...fields },
    ...{ codeSet: await districtCodeSet(districtId), periods: [], archivedAt: null },
  };
  await unlessTaken(fields.code, () => SchoolModel.create(school));
  ctx.log.info({ person: ctx.actor.personId, school: schoolId }, 'school made');
  return presentSchool(school);
}
