import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';
import { hinting } from '../../../platform/realtime/stale';
import { wakeTranscoder } from './transcoder';
import { shownTags, videoTag } from './video-of';

export const videoSubscribers: Subscriber[] = [
  hinting(['videos', 'transcodes'], ({ courseId }) => [`progress:${String(courseId)}`]),
  {
    collections: ['videos', 'lesson_contents'],
    async handle(change, { cache }) {
      const document = documentOf(change);
      if (document === null || !('ns' in change) || !('coll' in change.ns)) return;
      const _id = String(document._id);
      await cache.forget(change.ns.coll === 'videos' ? [videoTag(_id)] : shownTags(_id));
    },
  },
  {
    collections: ['transcodes'],
    works: true,
    handle(change, platform) {
      if (documentOf(change)?.state === 'waiting') wakeTranscoder(platform);
    },
  },
];
