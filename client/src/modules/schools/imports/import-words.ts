import type { ImportDetails } from '@quad/shared/imports';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { formatDay, timeAt } from '../../../platform/dates';
import { addImportWords, importWords } from '../../../platform/late-words';
import { useMe } from '../../../platform/session';

type Said = Pick<ImportDetails['notices'][number], 'code' | 'about' | 'sentence'>;

/** A notice or a refused line in the reader's language; the server's English where it has no words. */
export function useCodeWords({ kind }: Pick<ImportDetails, 'kind'>): (said: Said) => string {
  const { t } = useTranslation();
  addImportWords();
  return ({ code, about, sentence }) => {
    const keys = [`${importWords}:${kind}.${code}`, `${importWords}:any.${code}`];
    // keys of a namespace the types do not know, for it comes late
    return t(keys as never, { ...about, defaultValue: sentence });
  };
}

/** “3 March, 08:55”, by the district's clock. */
export function useWhen(): (instant: number) => string {
  const { timeZone } = useMe().clock;
  return (instant) => {
    const { date } = wallClock(instant, timeZone);
    return `${formatDay(date, { day: 'numeric', month: 'long' })}, ${timeAt(instant, timeZone)}`;
  };
}
