import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';
import { markYearDirty, remarkDirty } from './summaries';

interface Changed {
  schoolId: string;
  /** of a day; a term has its first and last */
  date?: string;
}

/** A day that has lessons no more, or again, counts otherwise than when it was summarised. What a term's days were before is not told. */
export const calendarSubscriber: Subscriber = {
  collections: ['calendar_days', 'terms'],
  works: true,
  async handle(change, platform) {
    const changed = documentOf(change) as Changed | null;
    if (changed === null) return;
    if (changed.date === undefined) await markYearDirty(changed.schoolId, platform);
    else await remarkDirty(changed.schoolId, changed.date);
  },
};
