/** Learners whose name has every word of the search, in any case. */
export function learnersMatching(q: string | undefined): { $and?: { name: RegExp }[] } {
  const words = (q ?? '').split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return {};
  return {
    $and: words.map((word) => ({ name: new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') })),
  };
}
