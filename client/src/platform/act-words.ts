import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import acts from '../locales/en/audit-acts.json';

/** Many words that few pages need, so the first load does without. */
const actNames = 'auditActs';

/** Every act that has words. */
export const knownActs = Object.keys(acts);

/** What an act is called; one this client does not know yet goes by its own name. */
export function useActWords(): (act: string) => string {
  const { t } = useTranslation();
  if (!i18next.hasResourceBundle('en', actNames)) i18next.addResourceBundle('en', actNames, acts);
  // keys of a namespace the types do not know, for it comes late
  return (act) => t(`${actNames}:${act}` as never, { defaultValue: act });
}
