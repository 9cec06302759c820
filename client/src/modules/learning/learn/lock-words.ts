import type { Lock } from '@quad/shared/learning';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../../platform/dates';

interface Titled {
  lessons: readonly { id: string; title: string }[];
}

/** Why a lesson is not open yet, in words, dates on the school's wall. */
export function useLockWords(modules: readonly Titled[], timeZone: string): (lock: Lock) => string {
  const { t } = useTranslation();
  const titleOf = (id: string | undefined): string | undefined =>
    modules.flatMap(({ lessons }) => lessons).find((lesson) => lesson.id === id)?.title;
  return (lock) => {
    if (lock.kind === 'from') return t('learning.learn.lock.from', whenOf(lock.at, timeZone));
    if (lock.kind === 'previous') {
      const title = titleOf(lock.waitsFor);
      return title === undefined
        ? t('learning.learn.lock.previous')
        : t('learning.learn.lock.waitsFor', { title });
    }
    const percent = `${Math.round(lock.share * 100)} %`;
    return t(`learning.learn.lock.${lock.kind}`, { percent, title: titleOf(lock.lessonId) ?? '…' });
  };
}

function whenOf(at: number, timeZone: string): { day: string; time: string } {
  const { date, time } = wallClock(at, timeZone);
  const day = formatDay(date, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  return { day, time };
}
