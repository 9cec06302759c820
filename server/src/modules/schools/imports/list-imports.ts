import type { ImportRow } from '@quad/shared/imports';
import type { Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { ImportModel } from '../../../platform/imports/import.model';
import { presentImports } from './imports.present';
import { visibleTo } from './visible-imports';

const latestFirst = { at: -1, _id: -1 } as const;

/** Files handed in for the district or for the actor's schools. */
export async function listImports(ctx: Context, page: number | undefined): Promise<Paged<ImportRow>> {
  const found = await scoped(ImportModel, ctx.scope).page(visibleTo(ctx), { sort: latestFirst, page });
  return { ...found, rows: await presentImports(ctx, found.rows) };
}
