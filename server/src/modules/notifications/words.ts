import i18next from 'i18next';
import english from './locales/en.json';

/** What Quad says by itself, in mails: there is no screen that could say it in its reader's language. */
const words = i18next.createInstance();
void words.init({
  // it has all it needs at hand: ready at once
  initAsync: false,
  lng: 'en',
  resources: { en: { translation: english } },
  // mails are text first; what becomes HTML is escaped there
  interpolation: { escapeValue: false },
});

/** @param key of locales/en.json */
export function say(key: string, about: Record<string, string | number> = {}): string {
  return words.t(key, about);
}
