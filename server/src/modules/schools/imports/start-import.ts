import type { ImportKindName } from '@quad/shared/imports';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import type { SpooledFile } from '../../../platform/imports/import-kind';
import { ImportModel } from '../../../platform/imports/import.model';
import { changeableSchool } from '../school-access';
import { kindFor } from './visible-imports';

/** Each waits on disk. */
const mostBeingRead = 5;

interface HandedIn {
  kind: ImportKindName;
  schoolId?: string | undefined;
  fileName: string;
}

/** Takes a file in; it is read in the background. @throws Failure not_allowed, not_found, school_archived, invalid_request, conflict */
export async function startImport(
  ctx: Context,
  { kind, schoolId, fileName }: HandedIn,
  file: SpooledFile,
): Promise<{ importId: string }> {
  if (kind === 'roster') ctx.authorize('roster:import', { districtId: ctx.district.id });
  else await changeableSchool(ctx, 'import:run', needed(schoolId));
  if (kind === 'roster' && schoolId !== undefined)
    throw badSchool('a roster is the district’s, not a school’s');
  kindFor(ctx, kind);
  const { id: districtId } = ctx.district;
  if ((await scoped(ImportModel, ctx.scope).count({ state: 'reading' })) >= mostBeingRead)
    throw new Failure('conflict', `${mostBeingRead} files are being read already. Wait until they are.`);
  const handedIn = {
    kind,
    fileName,
    districtId,
    schoolId: schoolId ?? null,
    by: ctx.actor.personId,
    at: ctx.now(),
  };
  return { importId: await ctx.platform.imports.begin(handedIn, file, ctx.platform) };
}

function needed(schoolId: string | undefined): string {
  if (schoolId === undefined) throw badSchool('is needed: whose is this file?');
  return schoolId;
}

function badSchool(message: string): Failure {
  return new Failure('invalid_request', undefined, { errors: [{ field: 'schoolId', message }] });
}
