export const mostMentions = 10;

const mention = /@\[([0-9a-f]{24})\]/g;
const piece = /@\[([0-9a-f]{24})\]|(https?:\/\/[^\s<>"]+)/g;

/** The people a text names, each once. */
export function mentionsIn(text: string): string[] {
  return [...new Set([...text.matchAll(mention)].map(([, id = '']) => id))];
}

export type PostPart =
  { kind: 'text'; text: string } | { kind: 'person'; personId: string } | { kind: 'link'; url: string };

/** A text in its parts, in order; line breaks stay in the text. */
export function partsOf(text: string): PostPart[] {
  const parts: PostPart[] = [];
  let from = 0;
  const upTo = (end: number): void => {
    if (end > from) parts.push({ kind: 'text', text: text.slice(from, end) });
  };
  for (const found of text.matchAll(piece)) {
    const [whole, personId] = found;
    // what ends a sentence or closes a bracket is seldom meant as part of an address
    const length = personId === undefined ? whole.replace(/[.,;:!?)\]}'’”]+$/, '').length : whole.length;
    upTo(found.index);
    from = found.index + length;
    const url = whole.slice(0, length);
    parts.push(personId === undefined ? { kind: 'link', url } : { kind: 'person', personId });
  }
  upTo(text.length);
  return parts;
}

/** The text as whoever writes it reads it: names in place of ids. An id without a name stays. */
export function withNames(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(mention, (whole, id: string) => (names[id] === undefined ? whole : `@${names[id]}`));
}

/** The way back: names that were picked become ids, the longest first, for one may begin another. */
export function withIds(text: string, picked: readonly { personId: string; name: string }[]): string {
  const longest = [...picked].filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length);
  return longest.reduce((rest, { personId, name }) => rest.replaceAll(`@${name}`, `@[${personId}]`), text);
}
