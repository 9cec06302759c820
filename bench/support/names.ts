import { seeded } from './seeded';

/** Nobody's names, and seen to be: “Coris Fernbrook”. A real-looking list would one day hold a real child. */
const given = split(
  'Al Bel Cor Dar El Fen Gil Hal Is Jor Kel Lor Mar Nor Or Per Quil Ros Sel Tor Ul Ver Wil Yar Zan',
);
const givenEnds = split('a en ia is o ra ley wyn dan ette');
const family = split(
  'Alder Ash Birch Clover Elder Fern Hazel Heather Ivy Juniper Lark Linden Maple Moss Oak Pine Reed Rowan Thorn Willow',
);
const familyEnds = split('brook dale field ford hill mere ridge stone wick worth');

const givenNames = given.flatMap((start) => givenEnds.map((end) => start + end));
const familyNames = family.flatMap((start) => familyEnds.map((end) => start + end));
const all = givenNames.length * familyNames.length;
/** Shares no factor with `all`, so that stepping by it meets every pair once before any comes again. */
const step = 7_919;

export interface Name {
  givenName: string;
  familyName: string;
}

/** The names of a school, no two alike up to 50,000; the same seed gives the same names. */
export function generatedNames(count: number, seed: string): Name[] {
  const first = Math.floor(seeded(seed)() * all);
  return Array.from({ length: count }, (_, n) => {
    const pair = (first + n * step) % all;
    return {
      givenName: givenNames[pair % givenNames.length] ?? '',
      familyName: familyNames[Math.floor(pair / givenNames.length)] ?? '',
    };
  });
}

function split(words: string): string[] {
  return words.split(' ');
}
