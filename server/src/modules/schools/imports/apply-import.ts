import type { ImportDetails } from '@quad/shared/imports';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { ImportModel, type ImportRecord } from '../../../platform/imports/import.model';
import { refusal } from '../refusal';
import { changeableSchool } from '../school-access';
import { presentImport } from './imports.present';
import { importFor, kindFor, visibleTo } from './visible-imports';

/** Begins to make the changes; they go on by themselves. @throws Failure not_found, not_allowed, conflict, school_archived */
export async function applyImport(
  ctx: Context,
  importId: string,
  confirmEnding: number | undefined,
): Promise<ImportDetails> {
  const record = await importFor(ctx, importId);
  if (record.schoolId !== null) await changeableSchool(ctx, 'import:run', record.schoolId);
  kindFor(ctx, record.kind);
  refuseUnmeant(record, confirmEnding);
  const { imports } = ctx.platform;
  const begun = await imports.apply(importId, ctx.platform);
  if (begun === 'changed') throw refusal('importNotWaiting');
  if (begun === 'old') throw refusal('planOld');
  if (begun === 'busy') throw refusal('importBusy', { name: await nameOfApplying(ctx) });
  return presentImport(ctx, await importFor(ctx, importId));
}

/** A bulk file that forgot half a district would end their roles: somebody says how many they expect. */
function refuseUnmeant({ guard }: ImportRecord, confirmEnding: number | undefined): void {
  if (guard === null || !guard.exceeded || confirmEnding === guard.ending) return;
  throw refusal('endingUnconfirmed', { ending: String(guard.ending), of: String(guard.of) });
}

/** Another school's file has no name here. */
async function nameOfApplying(ctx: Context): Promise<string> {
  const found = await scoped(ImportModel, ctx.scope).findOne({ state: 'applying', ...visibleTo(ctx) });
  return found === null ? 'another file' : `“${found.fileName}”`;
}
