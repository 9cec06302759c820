import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import admin from '../locales/en/admin.json';
import audit from '../locales/en/audit.json';
import attendance from '../locales/en/attendance.json';
import common from '../locales/en/common.json';
import family from '../locales/en/family.json';
import identity from '../locales/en/identity.json';
import inLine from '../locales/en/in-line.json';
import imports from '../locales/en/imports.json';
import notices from '../locales/en/notices.json';
import offline from '../locales/en/offline.json';
import office from '../locales/en/office.json';
import reports from '../locales/en/reports.json';
import schools from '../locales/en/schools.json';
import security from '../locales/en/security.json';

export const english = {
  ...common,
  identity,
  security,
  audit,
  schools,
  admin,
  attendance,
  family,
  inLine,
  office,
  offline,
  reports,
  imports,
  notices,
};

/** How dates and numbers are written in each language; “4 March”, not “March 4”. */
const formats: Record<string, string> = { en: 'en-GB' };

export function formatLocale(): string {
  return formats[i18next.language] ?? i18next.language;
}

export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    document.documentElement.dir = i18next.dir(language);
  });
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: english } },
    interpolation: { escapeValue: false },
  });
}
