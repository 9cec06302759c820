import type { Notice } from '@quad/shared/notifications';
import type { Role } from '@quad/shared/platform';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { shortDay } from '../../platform/dates';

/** What a notice says, in the reader's language. */
export function useNoticeWords(): (notice: Pick<Notice, 'kind' | 'about'>) => string {
  const { t } = useTranslation();
  return ({ kind, about }) => {
    const { date, role } = about;
    return t(`notices.kind.${kind}`, {
      ...about,
      ...(date !== undefined && { day: shortDay(date) }),
      ...(role !== undefined && { role: t(`notices.role.${role as Role}`) }),
    });
  };
}

/** A moment as day and time on the wall of that zone. */
export function useMoment(): (at: number, timeZone: string) => string {
  const { t } = useTranslation();
  return (at, timeZone) => {
    const { date, time } = wallClock(at, timeZone);
    return t('notices.when', { day: shortDay(date), time });
  };
}
