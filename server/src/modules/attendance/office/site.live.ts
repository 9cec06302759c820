import { versionOf } from '../../../platform/database/causal-read';
import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';

/** A warden's word goes to every warden of the school at once: nobody waits for a quiet moment in an evacuation. */
export const siteSubscriber: Subscriber = {
  collections: ['rollcalls'],
  handle(change, { live }) {
    const rollcall = documentOf(change) as { schoolId: string } | null;
    if (rollcall === null || change.clusterTime === undefined) return;
    const topic = `site:${rollcall.schoolId}`;
    live.to(topic).emit('stale', { topic, version: versionOf(change.clusterTime), room: live.size(topic) });
  },
};
