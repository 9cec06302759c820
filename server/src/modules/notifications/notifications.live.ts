import { versionOf } from '../../platform/database/causal-read';
import { documentOf } from '../../platform/database/document-of';
import type { Subscriber } from '../../platform/module';
import { staleHints } from '../../platform/realtime/stale';

/** Whoever is told something hears of it at once; so do admins who watch the deliveries and mails of their district. */
export const notificationSubscribers: Subscriber[] = [
  hinting('notices', ({ personId }) => `notices:${String(personId)}`),
  hinting('deliveries', ({ districtId }) => `outbox:${String(districtId)}`),
  hinting('mails', ({ districtId }) => `outbox:${String(districtId)}`),
];

function hinting(collection: string, topicOf: (document: Record<string, unknown>) => string): Subscriber {
  return {
    collections: [collection],
    handle(change, platform) {
      const document = documentOf(change);
      if (document !== null && change.clusterTime !== undefined)
        staleHints(platform).hint(topicOf(document), versionOf(change.clusterTime));
    },
  };
}
