import { isNewer } from '@quad/shared/platform';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatLocale } from '../i18n';
import { versionsShown } from '../live-query';
import type { Figures } from './figures';

/** Of the lists on this screen: which version of the database each shows, and since when. */
export function useListFigures(): Figures[] {
  const { t } = useTranslation();
  const lists = versionsShown(useQueryClient());
  if (lists.length === 0) return [];
  const time = new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'medium' });
  return [
    {
      title: t('inLine.panel.lists'),
      rows: lists.map(({ queryKey, at, shown, hinted }): [string, string] => {
        const isBehind = shown !== null && hinted !== null && isNewer(hinted, shown);
        const words = {
          version: shown ?? '–',
          hinted,
          time: at === 0 ? '–' : time.format(at),
        };
        return [nameOf(queryKey), t(isBehind ? 'inLine.panel.listBehind' : 'inLine.panel.listAt', words)];
      }),
    },
  ];
}

/** The words of a key; ids and filters in it say nothing to a person. */
function nameOf(queryKey: QueryKey): string {
  return queryKey.filter((part) => typeof part === 'string' && !/^[0-9a-f]{24}$/.test(part)).join(', ');
}
