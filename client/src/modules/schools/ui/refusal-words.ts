import { refusals, type Refusal } from '@quad/shared/schools';
import { useTranslation } from 'react-i18next';
import { ApiError, errorKey } from '../../../platform/api-error';

/** A refusal of administration in words: the exact reason where the server gave one. */
export function useRefusalWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) return t(errorKey(error));
    const { reason } = error.about;
    if (isRefusal(reason)) return t(`admin.refused.${reason}`, facts(error.about));
    if (error.errors.some(({ field }) => field.endsWith('login'))) return t('admin.refused.loginTaken');
    return t(errorKey(error));
  };
}

/** Every fact a sentence may speak of; those it does not are left alone. */
function facts(about: Record<string, string>) {
  const { code = '', className = '', name = '', period = '', date = '', ending = '', of = '' } = about;
  return { code, className, name, period, date, ending, of };
}

function isRefusal(reason: string | undefined): reason is Refusal {
  return reason !== undefined && reason in refusals;
}
