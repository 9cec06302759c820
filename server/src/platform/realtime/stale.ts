import { isNewer, topic as topicShape, type Stale } from '@quad/shared/platform';
import type { Document } from 'mongodb';
import { documentOf } from '../database/document-of';
import { versionOf } from '../database/position';
import type { Subscriber } from '../module';
import type { Platform } from '../platform';

const quietMs = 500;
/** longer than any screen takes from its question to its place in the room */
const rememberMs = 30_000;

/** Tells lists that they are out of date, at most twice a second per topic: many changes make one hint. */
export class StaleHints {
  readonly #pending = new Set<string>();
  /** the newest change of each topic, in the order they came: the longest ago is first */
  readonly #known = new Map<string, { version: string; at: number }>();
  /** up to when this process has heard nothing */
  #blind: { version: string; at: number } | null = null;
  readonly #live: Pick<Platform['live'], 'to' | 'size' | 'rooms'>;

  constructor(live: Pick<Platform['live'], 'to' | 'size' | 'rooms'>) {
    this.#live = live;
  }

  /** @param version cluster time of the change */
  hint(topic: string, version: string): void {
    this.#remember(topic, version);
    if (this.#live.size(topic) === 0 || this.#pending.has(topic)) return;
    this.#pending.add(topic);
    setTimeout(() => {
      this.#pending.delete(topic);
      this.#tell(topic);
    }, quietMs).unref();
  }

  /** For what nobody may wait for. */
  hintAtOnce(topic: string, version: string): void {
    this.#remember(topic, version);
    this.#tell(topic);
  }

  /** Every list of this process may be out of date, also those that are about to enter: nothing before is known here. */
  hintEverybody(version: string): void {
    if (this.#blind === null || isNewer(version, this.#blind.version))
      this.#blind = { version, at: Date.now() };
    for (const room of this.#live.rooms('')) if (topicShape.safeParse(room).success) this.hint(room, version);
  }

  /** What a screen may have missed that read before it was in this room. */
  missed(topic: string): Stale | null {
    const blind = this.#blind !== null && Date.now() - this.#blind.at <= rememberMs ? this.#blind : undefined;
    const version = (this.#known.get(topic) ?? blind)?.version;
    return version === undefined ? null : { topic, version, room: this.#live.size(topic) };
  }

  #tell(topic: string): void {
    const stale = this.missed(topic);
    if (stale !== null) this.#live.to(topic).emit('stale', stale);
  }

  #remember(topic: string, version: string): void {
    const at = Date.now();
    const before = this.#known.get(topic)?.version;
    this.#known.delete(topic);
    // two change streams may speak of one topic, and neither waits for the other
    this.#known.set(topic, {
      version: before !== undefined && isNewer(before, version) ? before : version,
      at,
    });
    for (const [old, { at: since }] of this.#known) {
      if (at - since <= rememberMs) return;
      this.#known.delete(old);
    }
  }
}

const known = new WeakMap<Platform, StaleHints>();

/** The hints of a process: one of them, or a topic that several parts speak of would be hinted by each. */
export function staleHints(platform: Platform): StaleHints {
  const hints = known.get(platform) ?? new StaleHints(platform.live);
  known.set(platform, hints);
  return hints;
}

/** Makes a committed change of a document known under each of its topics. */
export function hinting(
  collections: readonly string[],
  topicsOf: (document: Document, platform: Platform) => readonly string[] | Promise<readonly string[]>,
): Subscriber {
  return {
    collections,
    async handle(change, platform) {
      const document = documentOf(change);
      if (document === null || change.clusterTime === undefined) return;
      const version = versionOf(change.clusterTime);
      for (const topic of await topicsOf(document, platform)) staleHints(platform).hint(topic, version);
    },
  };
}
