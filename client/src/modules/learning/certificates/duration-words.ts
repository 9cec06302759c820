import { useTranslation } from 'react-i18next';

/** Seconds as people say them, in whole minutes. */
export function useDurationWords(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const minutes = Math.floor(seconds / 60);
    const about = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
    return about.hours === 0
      ? t('learning.certificates.minutes', about)
      : t('learning.certificates.hours', about);
  };
}
