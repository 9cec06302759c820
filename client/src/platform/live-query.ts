import {
  hashKey,
  useQuery,
  useQueryClient,
  type Query,
  type QueryClient,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { after } from './after';
import { askAsNewAs } from './api';
import { Freshness } from './freshness';
import { useHints, usePollInterval, useReconnected, useWatch } from './live';

interface Live {
  /** rooms that tell when it is out of date */
  topics: readonly string[];
  /** asked for this often besides, ms: what the clock alone makes stale */
  every?: number | false;
  /** part of it comes as it happens and is merged in by the screen */
  byValue?: boolean;
}

const justNowMs = 1_000;

interface Kept {
  freshness: Freshness;
  /** how many screens follow the hints about it */
  followers: number;
}

const kept = new WeakMap<object, Kept>();

/**
 * A query that stays in line with the server: asked for again on a hint of one of its topics, after a time without a socket, and
 * now and then while there is none. Its `queryFn` must hand its signal to `call`.
 */
export function useLiveQuery<F = unknown, E = Error, D = F, K extends QueryKey = QueryKey>(
  options: UseQueryOptions<F, E, D, K>,
  { topics, every = false, byValue = false }: Live,
): UseQueryResult<D, E> {
  const client = useQueryClient();
  const poll = usePollInterval();
  const { queryFn } = options;
  const result = useQuery({
    ...options,
    ...(typeof queryFn === 'function' && {
      queryFn: async (context: Parameters<typeof queryFn>[0]): Promise<F> => {
        const { freshness } = keptOf(client, context.queryKey);
        const question = freshness.begins();
        askAsNewAs(context.signal, question);
        try {
          const answer = await queryFn(context);
          return freshness.answered(question) ? answer : (client.getQueryData<F>(context.queryKey) ?? answer);
        } catch (error) {
          freshness.failed(question);
          throw error;
        }
      },
    }),
    refetchInterval: poll === false || every === false ? poll || every : Math.min(poll, every),
    refetchOnMount: (query: Query<F, E, F, K>) => (isFollowed(query) ? true : 'always'),
  });
  useWatch(topics);
  useFollow(client, options.queryKey, topics, byValue);
  return result;
}

/** How new every list that somebody follows is, for the “in line” panel; `at` in ms by the device's clock. */
export function versionsShown(client: QueryClient) {
  const queries = client.getQueryCache().getAll();
  return queries.flatMap((query) => {
    const mine = kept.get(query);
    if (mine === undefined || mine.followers === 0) return [];
    return [{ queryKey: query.queryKey, at: query.state.dataUpdatedAt, ...mine.freshness.versions }];
  });
}

function useFollow(
  client: QueryClient,
  queryKey: QueryKey,
  topics: readonly string[],
  byValue: boolean,
): void {
  const hash = hashKey(queryKey);
  useHints(topics, (stale) => keptOf(client, queryKey).freshness.hint(stale));
  useReconnected(() => keptOf(client, queryKey).freshness.reconnected(byValue));
  useEffect(() => {
    const mine = keptOf(client, JSON.parse(hash) as QueryKey);
    const look = (): void => {
      if (document.visibilityState === 'visible') mine.freshness.lookedAt();
    };
    mine.followers += 1;
    document.addEventListener('visibilitychange', look);
    return () => {
      mine.followers -= 1;
      document.removeEventListener('visibilitychange', look);
      if (mine.followers === 0) mine.freshness.stop();
    };
  }, [client, hash]);
}

/** While nobody followed the hints anything may have changed; what has just been asked for by somebody else is taken as it is. */
function isFollowed(query: object & { state: { dataUpdatedAt: number } }): boolean {
  return (kept.get(query)?.followers ?? 0) > 0 || Date.now() - query.state.dataUpdatedAt < justNowMs;
}

/** As long as the answer itself is kept, so that it is never replaced by an older one. */
function keptOf(client: QueryClient, queryKey: QueryKey): Kept {
  const query = client.getQueryCache().find({ queryKey, exact: true });
  if (query === undefined) return newKept(client, queryKey);
  const known = kept.get(query) ?? newKept(client, queryKey);
  kept.set(query, known);
  return known;
}

function newKept(client: QueryClient, queryKey: QueryKey): Kept {
  const freshness = new Freshness({
    ask: () => void client.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false }),
    hidden: () => document.visibilityState === 'hidden',
    now: () => performance.now(),
    after,
    random: Math.random,
  });
  return { freshness, followers: 0 };
}
