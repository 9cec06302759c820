import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Notice } from '../platform/ui/notice';

/** Something in the page itself broke. Loading it anew is the one thing that may help. */
export function CrashPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  useEffect(() => reportError(error), [error]);
  return (
    <div role="alert">
      <title>{`${t('crash.title')} · Quad`}</title>
      <Notice
        level={1}
        title={t('crash.title')}
        action={<Button onClick={() => window.location.reload()}>{t('action.reload')}</Button>}
      >
        {t('crash.hint')}
      </Notice>
    </div>
  );
}
