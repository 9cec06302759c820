import { createHash } from 'node:crypto';

/** At 20 bits an entry about one text in 7,000 that is not in it is taken for one that is. */
const bitsPerEntry = 20;
const probes = 8;

/** A set of texts as bits: says surely what is not in it, in a fraction of the memory. */
export class Bloom {
  constructor(readonly bits: Uint8Array) {}

  static of(texts: ReadonlySet<string>): Bloom {
    const bloom = new Bloom(new Uint8Array(Math.ceil((texts.size * bitsPerEntry) / 8)));
    for (const text of texts)
      for (const bit of bloom.#places(text))
        bloom.bits[bit >> 3] = (bloom.bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    return bloom;
  }

  has(text: string): boolean {
    return this.#places(text).every((bit) => ((this.bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);
  }

  #places(text: string): number[] {
    const digest = createHash('sha256').update(text).digest();
    const size = this.bits.length * 8;
    return Array.from({ length: probes }, (_, n) => digest.readUInt32LE(n * 4) % size);
  }
}
