import { useTranslation } from 'react-i18next';
import { ApiError, errorKey } from '../../../platform/api-error';

const reasons = ['closed', 'noneLeft', 'empty', 'timeOver', 'handedIn', 'otherTab'] as const;

/** A refusal of a quiz in words: the exact reason where the server gave one. */
export function useQuizRefusal(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const said = error instanceof ApiError ? error.about.reason : undefined;
    const reason = reasons.find((each) => each === said);
    return reason === undefined ? t(errorKey(error)) : t(`learning.quizzes.refused.${reason}`);
  };
}
