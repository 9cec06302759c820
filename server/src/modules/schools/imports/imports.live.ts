import { mayEver } from '@quad/shared/platform';
import { versionOf } from '../../../platform/database/causal-read';
import { documentOf } from '../../../platform/database/document-of';
import type { Context } from '../../../platform/http/context';
import type { Subscriber } from '../../../platform/module';
import { staleHints } from '../../../platform/realtime/stale';
import { importFor } from './visible-imports';

/** Tells the page of an import, and the district's list of them, that there is news. */
export const importsSubscriber: Subscriber = {
  collections: ['imports'],
  handle(change, platform) {
    const changed = documentOf(change);
    if (changed === null || change.clusterTime === undefined) return;
    const version = versionOf(change.clusterTime);
    for (const id of [changed._id, changed.districtId])
      staleHints(platform).hint(`import:${String(id)}`, version);
  },
};

/** `import:` and an import's id, or the district's for the list. @throws Failure not_found */
export async function mayWatchImport(ctx: Context, id: string): Promise<boolean> {
  if (id === ctx.district.id) return mayEver(ctx.actor, 'import:run');
  return (await importFor(ctx, id))._id === id;
}
