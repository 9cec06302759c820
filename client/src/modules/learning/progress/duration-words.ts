import { useTranslation } from 'react-i18next';

/** “1 h 05 min”, “12 min”, “40 s”: time spent, from seconds. */
export function useDurationWords(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const minutes = Math.floor(seconds / 60);
    if (seconds < 60) return t('learning.progress.time.seconds', { count: seconds });
    if (minutes < 60) return t('learning.progress.time.minutes', { count: minutes });
    return t('learning.progress.time.hours', {
      hours: Math.floor(minutes / 60),
      minutes: String(minutes % 60).padStart(2, '0'),
    });
  };
}
