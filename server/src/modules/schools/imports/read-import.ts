import type { ImportDetails } from '@quad/shared/imports';
import type { Context } from '../../../platform/http/context';
import { presentImport } from './imports.present';
import { importFor } from './visible-imports';

/** @throws Failure not_found, not_allowed */
export async function readImport(ctx: Context, importId: string): Promise<ImportDetails> {
  return presentImport(ctx, await importFor(ctx, importId));
}
