/** How many bytes the text takes as UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  // iterating a string yields code points, which is what UTF-8 encodes
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Without case and accents, so that “chloe” finds “Chloé”. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of the search stands somewhere in the texts. */
export function matchesWords(search: string, ...texts: (string | null | undefined)[]): boolean {
  const all = folded(texts.filter((text) => text != null).join(' '));
  return folded(search)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
