import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ErrorCode } from '@quad/shared/platform';
import { connectRedis } from '../cache/redis';
import { Failure } from '../http/failure';
import type { Log } from '../observability/log';
import { growing, windowed, type Bucket, type Place, type Refused } from './buckets';
import { createCounter } from './counters';
import { longestDelaySeconds, rememberedSeconds, rules, type LimitName, type Rule } from './rules';

/** The buckets a try is counted in, each with whose it is: a sign-in name, a person’s id, an address … */
type Buckets = Partial<Record<LimitName, string>>;

export interface Limits {
  /**
   * Takes a place in each bucket before `work` runs, and gives it back unless `work` found the try wrong; so what is right
   * never counts, and many at once cannot get past the limit together. `onLastFree` runs once a day at most: after the wrong try
   * behind which the delays begin.
   * @throws Failure too_many_attempts with how long to wait; then `work` has not run and nothing is counted
   */
  attempt<T>(buckets: Buckets, work: () => Promise<T>, more?: { onLastFree(): void }): Promise<T>;
  /** Counts what is neither right nor wrong. @throws Failure too_many_attempts */
  spend(buckets: Buckets): Promise<void>;
  /** resolves once Redis answers; until then this process counts alone */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const wrong: readonly ErrorCode[] = ['wrong_credentials', 'wrong_code', 'code_unusable'];

/** Counts in Redis or MongoDB, by real time; see counters.ts for what happens when these are away. */
export function createLimits(redisUrl: string | undefined, log: Log): Limits {
  const redis = redisUrl === undefined ? null : connectRedis(redisUrl, log);
  const open = ([name, rule]: [string, Rule]): [string, Bucket] => {
    if (rule.kind === 'window')
      return [
        name,
        windowed(createCounter(redis, name, { points: rule.most, duration: rule.seconds }), rule),
      ];
    const counted = createCounter(redis, name, { points: rule.free, duration: rememberedSeconds });
    const gate = createCounter(redis, `${name}-gate`, { points: 1, duration: longestDelaySeconds });
    return [name, growing(counted, gate, rule)];
  };
  const all = new Map(Object.entries(rules).map(open));
  // one after the other, the narrowest first: a flood of tries on one name does not weigh on what everybody shares
  const take = async (buckets: Buckets): Promise<Place[]> => {
    const taken: Place[] = [];
    for (const [name, whose] of Object.entries(buckets)) {
      const place = await (all.get(name) as Bucket)(bucketKey(whose));
      if ('waitMs' in place) {
        await giveBack(taken);
        throw refusal(place);
      }
      taken.push(place);
    }
    return taken;
  };
  return {
    attempt: async (buckets, work, more) => {
      const places = await take(buckets);
      try {
        const result = await work();
        await giveBack(places);
        return result;
      } catch (error) {
        if (!(error instanceof Failure && wrong.includes(error.code))) await giveBack(places);
        else if (places.some(({ isLastFree }) => isLastFree)) more?.onLastFree();
        throw error;
      }
    },
    spend: async (buckets) => {
      await take(buckets);
    },
    ready: async () => {
      if (redis !== null && redis.status !== 'ready') await once(redis, 'ready');
    },
    close: async () => {
      await redis?.quit().catch(() => redis.disconnect());
    },
  };
}

/** Names and addresses are not kept, and a key stays short whatever somebody types. */
function bucketKey(whose: string): string {
  return createHash('sha256').update(whose).digest('base64url').slice(0, 22);
}

function refusal({ rule, waitMs }: Refused): Failure {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const detail = `${rule.sentence} Try again in ${inWords(retryAfterSeconds)}.`;
  return new Failure('too_many_attempts', detail, { retryAfterSeconds });
}

function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

async function giveBack(places: readonly Place[]): Promise<void> {
  await Promise.all(places.map((place) => place.giveBack()));
}
