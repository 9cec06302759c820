import { mayEver } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import type { Subscriber } from '../../../platform/module';
import { hinting } from '../../../platform/realtime/stale';
import { importFor } from './visible-imports';

/** Tells the page of an import, and the district's list of them, that there is news. */
export const importsSubscriber: Subscriber = hinting(['imports'], ({ _id, districtId }) => [
  `import:${String(_id)}`,
  `import:${String(districtId)}`,
]);

/** `import:` and an import's id, or the district's for the list. @throws Failure not_found */
export async function mayWatchImport(ctx: Context, id: string): Promise<boolean> {
  if (id === ctx.district.id) return mayEver(ctx.actor, 'import:run');
  return (await importFor(ctx, id))._id === id;
}
