import type { ChangeStreamDocument } from 'mongodb';
import type { ImportKind } from './imports/import-kind';
import type { Route } from './http/binder';
import type { Context } from './http/context';
import type { Job } from './jobs/jobs';
import type { Effect } from './outbox/effect';
import type { PersonalData } from './personal/personal-data';
import type { Platform } from './platform';
import type { LiveSocket } from './realtime/live-server';
import type { Kept } from './retention/kept';

/** Hears every committed change of the named collections, on every process. It must not throw for one bad document. */
export interface Subscriber {
  collections: readonly string[];
  handle(change: ChangeStreamDocument, platform: Platform): void | Promise<void>;
  /** more than forgetting and telling: it begins once that is done, and no reader waits for its end */
  works?: true;
}

/** All a module contributes to the whole. One too large to be read in one sitting is made of parts, see `wholeOf`. */
export interface Module {
  name: string;
  routes?: Route[];
  models?: readonly { createIndexes(): Promise<unknown> }[];
  subscribers?: readonly Subscriber[];
  jobs?: readonly Job[];
  /** what it does about events, its own and others’ */
  effects?: readonly Effect[];
  /** files it can bring in */
  imports?: readonly ImportKind[];
  /** what it keeps about people, collection by collection */
  personal?: readonly PersonalData[];
  /** what of it grows old */
  kept?: readonly Kept[];
  /** rooms screens may ask for, by prefix: `class:`, `district:` …; true lets this person in */
  topics?: Record<string, (ctx: Context, id: string) => Promise<boolean>>;
  /** events of this module on a fresh socket */
  onConnection?(socket: LiveSocket, contextOf: () => Promise<Context>, platform: Platform): void;
  /** work that goes on for as long as the process lives; the answer stops it */
  start?(platform: Platform): Promise<() => Promise<void>>;
}

/** What one folder of a module contributes. */
export type Part = Omit<Module, 'name'>;

/** A module of its parts. */
export function wholeOf(name: string, parts: readonly Part[]): Module {
  const each = <T>(of: (part: Part) => readonly T[] | undefined): T[] =>
    parts.flatMap((part) => of(part) ?? []);
  const connections = each(({ onConnection }) => onConnection && [onConnection]);
  const starts = each(({ start }) => start && [start]);
  return {
    name,
    routes: each(({ routes }) => routes),
    models: each(({ models }) => models),
    subscribers: each(({ subscribers }) => subscribers),
    jobs: each(({ jobs }) => jobs),
    effects: each(({ effects }) => effects),
    imports: each(({ imports }) => imports),
    personal: each(({ personal }) => personal),
    kept: each(({ kept }) => kept),
    topics: Object.assign({}, ...parts.map(({ topics }) => topics)) as NonNullable<Module['topics']>,
    onConnection: (...given) => {
      for (const connect of connections) connect(...given);
    },
    start: async (platform) => {
      const stops: (() => Promise<void>)[] = [];
      for (const start of starts) stops.push(await start(platform));
      return async () => {
        for (const stop of stops.reverse()) await stop();
      };
    },
  };
}
