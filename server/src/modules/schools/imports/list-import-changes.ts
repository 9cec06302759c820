import { importOps, type ImportChange, type ImportOp, type ImportThing } from '@quad/shared/imports';
import type { Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { ImportChangeModel, type ImportRecord } from '../../../platform/imports/import.model';
import { importFor } from './visible-imports';

interface Asked {
  q?: string | undefined;
  thing?: ImportThing | undefined;
  op?: ImportOp | undefined;
  page?: number | undefined;
}

/**
 * The changes in the order they were planned. A search looks through those of this import, at most a district's.
 * @throws Failure not_found, not_allowed
 */
export async function listImportChanges(
  ctx: Context,
  importId: string,
  { q = '', thing, op, page }: Asked,
): Promise<Paged<ImportChange>> {
  const record = await importFor(ctx, importId);
  const filter = {
    importId,
    ...(thing !== undefined && { thing, op: op ?? { $in: [...importOps] } }),
    ...(thing === undefined && op !== undefined && { op }),
    ...(q !== '' && contains(q)),
  };
  return scoped(ImportChangeModel, ctx.scope).page(filter, {
    sort: { n: 1 },
    select: { write: 0 },
    page,
    // counted when they were planned; counting again would read each of them
    total: q === '' ? countOf(record, thing, op) : undefined,
  });
}

/** In the name people call it by, or in the source's key. */
function contains(q: string) {
  const part = new RegExp(q.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return { $nor: [{ label: { $not: part }, key: { $not: part } }] };
}

function countOf({ counts }: ImportRecord, thing?: ImportThing, op?: ImportOp): number {
  const things = thing === undefined ? Object.values(counts) : [counts[thing]];
  const ops = op === undefined ? importOps : [op];
  const figures = things.flatMap((of) => (of === undefined ? [] : ops.map((name) => of[name])));
  return figures.reduce((sum, figure) => sum + figure, 0);
}
