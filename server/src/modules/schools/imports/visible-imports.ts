import type { ImportKind } from '../../../platform/imports/import-kind';
import { ImportModel, type ImportRecord } from '../../../platform/imports/import.model';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';

/** The imports this person may know of: all of the district, or those of the schools they run. */
export function visibleTo(ctx: Context): { schoolId?: { $in: string[] } } {
  const { scope, actor, district } = ctx;
  if (scope.schoolIds === 'all' && ctx.can('import:run', { districtId: district.id, schoolId: null }))
    return {};
  const schools = actor.memberships.flatMap(({ schoolId }) => schoolId ?? []);
  return { schoolId: { $in: schools.filter((schoolId) => ctx.can('import:run', { schoolId })) } };
}

/** @throws Failure not_found */
export async function importFor(ctx: Context, importId: string): Promise<ImportRecord> {
  const record = await scoped(ImportModel, ctx.scope).findOne({ _id: importId, ...visibleTo(ctx) });
  if (record === null) throw new Failure('not_found');
  authorizeKind(ctx, record);
  return record;
}

/** Rosters are the district's; what is one school's is for its own admin, too. @throws Failure not_allowed */
function authorizeKind(ctx: Context, { kind, schoolId }: Pick<ImportRecord, 'kind' | 'schoolId'>): void {
  const districtId = ctx.district.id;
  if (kind === 'roster') ctx.authorize('roster:import', { districtId });
  else ctx.authorize('import:run', { districtId, schoolId });
}

/** A kind this server knows how to read. @throws Failure invalid_request */
export function kindFor({ platform }: Context, name: ImportRecord['kind']): ImportKind {
  const kind = platform.imports.kindOf(name);
  if (kind === undefined)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'kind', message: 'cannot be brought in here' }],
    });
  return kind;
}
