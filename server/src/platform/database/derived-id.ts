import { createHash } from 'node:crypto';

/** The id of what these parts make one of its kind: the same whoever makes it and however often. */
export function derivedId(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
