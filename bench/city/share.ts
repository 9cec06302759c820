import { seeded } from '../support/seeded';

/**
 * How many of `pupils` are present at a percentage written like “90.42”: whole numbers throughout, because 250 × 64.60 ÷ 100
 * is 161.5, and a little less in floating point. An exact half rounds up, to present.
 */
export function presentAt(pupils: number, percent: string): number {
  const [whole = '0', fraction = ''] = percent.split('.');
  const hundredPercent = 100n * 10n ** BigInt(fraction.length);
  const present = BigInt(pupils) * BigInt(whole + fraction);
  return Number((2n * present + hundredPercent) / (2n * hundredPercent));
}

/** Which of the places 0 … pupils − 1 are absent: `count` of them, the same for the same seed. */
export function drawAbsent(pupils: number, count: number, seed: string): Set<number> {
  const random = seeded(seed);
  const places = Array.from({ length: pupils }, (_, place) => place);
  const absent = new Set<number>();
  while (absent.size < count) {
    const [place] = places.splice(Math.floor(random() * places.length), 1);
    if (place === undefined) throw new RangeError(`${count} absent of ${pupils} pupils`);
    absent.add(place);
  }
  return absent;
}
