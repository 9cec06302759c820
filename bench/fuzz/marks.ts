import { randomBytes } from 'node:crypto';
import type { Who } from './people';

/** Whose name a marker is part of. */
export interface Owner {
  district: 'A' | 'B';
  school: string | null;
  kind: 'school' | 'class' | 'staff' | 'pupil' | 'guardian';
  /** a person’s code */
  code?: string;
}

const form = /Xq[0-9a-f]{10}q/g;

/** Every name of a world holds a marker that nothing else holds, so that a foreign byte is seen wherever it turns up. */
export class Marks {
  readonly #owners = new Map<string, Owner>();

  /** @returns a marker to be part of a name */
  of(owner: Owner): string {
    const marker = `Xq${randomBytes(5).toString('hex')}q`;
    this.#owners.set(marker, owner);
    return marker;
  }

  /** Markers in the text that this person has no business to see; what they have sent themselves is no news to them. */
  foreignIn(text: string, who: Who, sent: string): { marker: string; owner: Owner | null }[] {
    return [...new Set(text.match(form) ?? [])]
      .filter((marker) => !sent.includes(marker))
      .map((marker) => ({ marker, owner: this.#owners.get(marker) ?? null }))
      .filter(({ owner }) => owner === null || !maySee(who, owner));
  }
}

/** By hand, and not by the product’s own table: a mistake in that one must not be repeated here. */
function maySee(who: Who, owner: Owner): boolean {
  if (who.role === 'operator' || who.role === 'nobody' || who.district !== owner.district) return false;
  if (who.role === 'districtAdmin') return true;
  if (owner.school !== null && owner.school !== who.school) return false;
  if (who.role !== 'student' && who.role !== 'guardian') return true;
  if (owner.kind === 'pupil') return owner.code === `${who.school ?? ''}-student`;
  return owner.kind !== 'guardian' || owner.code === `${who.school ?? ''}-guardian`;
}
