import i18next from 'i18next';
import importCodes from '../locales/en/import-codes.json';

/** Why a line of a file is not taken: many words, and few pages have need of them, so the first load does without. */
export const importWords = 'importCodes';

export function addImportWords(): void {
  if (!i18next.hasResourceBundle('en', importWords))
    i18next.addResourceBundle('en', importWords, importCodes);
}
