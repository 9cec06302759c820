/** What was typed and not yet confirmed, and the saved text it was typed upon. */
export interface KeptText {
  base: string;
  text: string;
}

const keyOf = (personId: string, lessonId: string): string => `quad.work.${personId}.${lessonId}`;

/** Keeps it on this device, so that neither a reload nor a lost network loses a word; null takes it away. */
export function keepText(personId: string, lessonId: string, kept: KeptText | null): void {
  try {
    if (kept === null) localStorage.removeItem(keyOf(personId, lessonId));
    else localStorage.setItem(keyOf(personId, lessonId), JSON.stringify(kept));
  } catch {
    // a full disk or a private window: the text is still on the screen
  }
}

export function keptText(personId: string, lessonId: string): KeptText | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId, lessonId)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('base' in kept) || !('text' in kept)) return null;
    const { base, text } = kept;
    return typeof base === 'string' && typeof text === 'string' ? { base, text } : null;
  } catch {
    return null;
  }
}
