import type { ImportDetails } from '@quad/shared/imports';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { ImportModel } from '../../../platform/imports/import.model';
import { refusal } from '../refusal';
import { presentImport } from './imports.present';
import { importFor } from './visible-imports';

/**
 * Puts a file away that was read and not applied, or one that got stuck: what it has changed stays, and the file handed in again
 * finds what is missing. @throws Failure not_found, not_allowed, conflict
 */
export async function discardImport(ctx: Context, importId: string): Promise<ImportDetails> {
  await importFor(ctx, importId);
  const waiting = { _id: importId, state: { $in: ['ready', 'stalled'] as const } };
  const discarded = await scoped(ImportModel, ctx.scope).updateMany(waiting, {
    $set: { state: 'discarded' },
  });
  if (discarded === 0) throw refusal('importNotWaiting');
  return presentImport(ctx, await importFor(ctx, importId));
}
