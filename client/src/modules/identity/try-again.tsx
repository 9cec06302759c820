import { Button, type ButtonProps } from '@mantine/core';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, errorKey } from '../../platform/api-error';

const tickMs = 250;
const everyTick = (tick: () => void): (() => void) => {
  const timer = setInterval(tick, tickMs);
  return () => clearInterval(timer);
};
const never = (): (() => void) => () => undefined;

/** Until another try is worth it, s; 0 when it is. */
function useSecondsLeft(error: Error | null): number {
  const at = error instanceof ApiError ? error.retryAt : null;
  return useSyncExternalStore(at === null ? never : everyTick, () =>
    at === null ? 0 : Math.max(0, Math.ceil((at - Date.now()) / 1000)),
  );
}

/** What a refusal says; of one that asks to wait, how long, once: the button counts down, and readers need not hear every second. */
export function useRefusalSentence(error: Error | null): string | null {
  const { t } = useTranslation();
  const waits = useSecondsLeft(error) > 0;
  if (error === null) return null;
  if (!(error instanceof ApiError) || error.retryAfter === null) return t(errorKey(error));
  if (!waits) return t('security.wait.over');
  return t(error.code === 'busy' ? 'security.wait.busy' : 'security.wait.tooMany', {
    time: minutes(error.retryAfter),
  });
}

interface SubmitProps extends ButtonProps {
  error: Error | null;
  pending: boolean;
  children: ReactNode;
}

/** The button of a form that may have to wait before it is sent again. */
export function SubmitWhenAllowed({ error, pending, disabled, children, ...props }: SubmitProps) {
  const { t } = useTranslation();
  const left = useSecondsLeft(error);
  return (
    <Button type="submit" {...props} loading={pending} disabled={disabled === true || left > 0}>
      {left > 0 ? (
        <span className="num">{t('security.wait.button', { time: minutes(left) })}</span>
      ) : (
        children
      )}
    </Button>
  );
}

/** “0:27” */
function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.ceil(seconds) % 60).padStart(2, '0')}`;
}
