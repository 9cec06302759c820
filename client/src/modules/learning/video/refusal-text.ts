import { useTranslation } from 'react-i18next';
import { ApiError, errorKey } from '../../../platform/api-error';

/** Why it was refused, as exactly as the server said it. */
export function useRefusalText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) return t(errorKey(error));
    if (error.code === 'no_room') return t('learning.video.upload.noRoom');
    return error.errors[0]?.message ?? error.detail ?? t(errorKey(error));
  };
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'conflict';
}
