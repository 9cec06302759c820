import type { ImportNotice } from '@quad/shared/imports';

/** What becomes of an import whatever it brings; the kinds have sentences of their own. */
export const importSentences: Readonly<Record<string, string>> = {
  interrupted: 'Quad stopped while it read this file. Nothing was changed; hand the file in again.',
  unreadable: 'Quad could not read this file. Nothing was changed.',
  stalled: 'Quad tried several times and could not go on. What is written stays; apply it again to go on.',
};

/** In English; a code nobody has words for is shown as it is. */
export function sentenceOf(
  sentences: Readonly<Record<string, string>>,
  { code, about }: Pick<ImportNotice, 'code' | 'about'>,
): string {
  const sentence = sentences[code] ?? importSentences[code] ?? code;
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, fact: string) => about[fact] ?? '');
}
