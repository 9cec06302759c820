import { useTranslation } from 'react-i18next';

/** “12 MB”: a size as people say it. */
export function useBytes(): (bytes: number) => string {
  const { t } = useTranslation();
  return (bytes) => {
    if (bytes >= 1_024 ** 3)
      return t('learning.video.bytes.gb', { count: Math.round(bytes / 1_024 ** 2 / 102.4) / 10 });
    if (bytes >= 1_024 ** 2) return t('learning.video.bytes.mb', { count: Math.round(bytes / 1_024 ** 2) });
    return t('learning.video.bytes.kb', { count: Math.max(1, Math.round(bytes / 1_024)) });
  };
}
