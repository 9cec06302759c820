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

/** All a module contributes to the whole. */
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
