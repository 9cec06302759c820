import { z } from 'zod';

/** A room of screens that show the same thing; who may enter, each module says. */
export const topic = z
  .string()
  .regex(
    /^(class|summary|school|setup|people|office|district|schools|pupil|year|site|import|notices|outbox|me|course|progress|learning|talk):[0-9a-f]{24}$/,
  );

/** Rooms a list or a page may join besides what it is entitled to by being signed in. */
export const watchTopics = z.strictObject({ topics: z.array(topic).max(200) });
export type WatchTopics = z.infer<typeof watchTopics>;

/** Something a list shows has changed: read again, and take no answer older than `version` (the database's cluster time). */
export interface Stale {
  topic: string;
  version: string;
  /** how many screens share this hint; the jitter of the refetch grows with it */
  room: number;
}

export interface PlatformServerEvents {
  stale: (stale: Stale) => void;
  /** this server is about to stop: come back after this many ms, elsewhere */
  bye: (bye: { reconnectInMs: number }) => void;
}

export interface PlatformClientEvents {
  watch: (request: WatchTopics, answer: (answer: { joined: string[] }) => void) => void;
  unwatch: (request: WatchTopics) => void;
}

/** Cluster times are compared as numbers, never as text. */
export function isNewer(version: string, than: string): boolean {
  return BigInt(version) > BigInt(than);
}
