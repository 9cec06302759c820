import { documentOf } from '../../../platform/database/document-of';
import { versionOf } from '../../../platform/database/position';
import type { Subscriber } from '../../../platform/module';
import { staleHints } from '../../../platform/realtime/stale';

/** A warden's word goes to every warden of the school at once: nobody waits for a quiet moment in an evacuation. */
export const siteSubscriber: Subscriber = {
  collections: ['rollcalls'],
  handle(change, platform) {
    const rollcall = documentOf(change) as { schoolId: string } | null;
    if (rollcall === null || change.clusterTime === undefined) return;
    staleHints(platform).hintAtOnce(`site:${rollcall.schoolId}`, versionOf(change.clusterTime));
  },
};
