import { documentOf } from '../../platform/database/document-of';
import type { Subscriber } from '../../platform/module';
import type { Platform } from '../../platform/platform';
import type { District } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { CoverModel, type Cover } from './class.model';
import { dangerouslyAllDistricts } from './districts';

export type Covering = Pick<Cover, 'classId' | 'schoolId' | 'from' | 'to' | 'date' | 'lastDate'>;

function coversTag(personId: string): string {
  return `covers:${personId}`;
}
const anyCover = 'covers';

/** Classes handed to the person, the last ones first; each says itself when it holds. */
export function coversOf(personId: string, { cache }: Platform): Promise<Covering[]> {
  return cache.read(`covers:${personId}`, [coversTag(personId)], () =>
    CoverModel.find({ personId }, { _id: 0, classId: 1, schoolId: 1, from: 1, to: 1, date: 1, lastDate: 1 })
      .sort({ to: -1 })
      .limit(200)
      .lean<Cover[]>(),
  );
}

export const coversSubscriber: Subscriber = {
  collections: ['covers'],
  async handle(change, { cache, live }) {
    const cover = documentOf(change) as Cover | null;
    if (cover === null) return;
    await cache.forget([coversTag(cover.personId), anyCover]);
    live.disconnect(`person:${cover.personId}`);
  },
};

const tickMs = 500;

/** Where everybody of a district is who was let in by this clock of it. */
export function clockRoom({ id, clockOffset }: Pick<District, 'id' | 'clockOffset'>): string {
  return `clock:${id}:${clockOffset}`;
}

/**
 * What begins and ends by the clock does so on open sockets, too: whoever's cover begins or ends is let go and comes back to
 * what they may see now; and at midnight everybody is, for memberships, classes and guardianships end with a day. So is, once
 * a clock was set, whoever was let in by the one before.
 */
export function followClock(platform: Platform): () => Promise<void> {
  const { live, log } = platform;
  const last = new Map<string, { at: number; clockOffset: number }>();
  const tick = async (): Promise<void> => {
    const districts = await dangerouslyAllDistricts(platform);
    const current = new Set(districts.map(clockRoom));
    for (const room of live.rooms('clock:')) if (!current.has(room)) live.sendAway(room, 500);
    for (const district of districts) {
      const { id, clockOffset, timeZone } = district;
      const at = Date.now() + clockOffset;
      const before = last.get(id);
      last.set(id, { at, clockOffset });
      if (before?.clockOffset !== clockOffset) continue;
      if (dayOn(before.at, timeZone) !== dayOn(at, timeZone)) live.sendAway(clockRoom(district), 20_000);
      else
        for (const personId of await boundaries(id, before.at, at, platform))
          live.disconnect(`person:${personId}`);
    }
  };
  const timer = setInterval(
    () => void tick().catch((error: unknown) => log.warn({ err: error }, 'clock not followed')),
    tickMs,
  );
  return () => {
    clearInterval(timer);
    return Promise.resolve();
  };
}

/** Those whose cover began or ended in (before, now]. */
async function boundaries(
  districtId: string,
  before: number,
  now: number,
  { cache }: Platform,
): Promise<string[]> {
  const minute = Math.floor(before / 600_000) * 600_000;
  // kept for ten minutes of the district's clock, which is also how long it may be cached
  const covers = await cache.read(`covers:around:${districtId}:${minute}`, [anyCover], () =>
    CoverModel.find(
      { districtId, to: { $gt: minute }, from: { $lte: minute + 1_200_000 } },
      { personId: 1, from: 1, to: 1, _id: 0 },
    )
      .limit(5_000)
      .lean<Cover[]>(),
  );
  const within = (moment: number): boolean => before < moment && moment <= now;
  return covers.filter((cover) => within(cover.from) || within(cover.to)).map((cover) => cover.personId);
}
