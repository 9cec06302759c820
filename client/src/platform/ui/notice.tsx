import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, errorKey } from '../api-error';
import classes from './notice.module.css';

interface NoticeProps {
  title: string;
  /** 1 where the page has no other heading */
  level?: 1 | 2;
  children?: ReactNode;
  action?: ReactNode;
}

/** One sentence and one action, where there is nothing else to show. */
export function Notice({ title, level = 2, children, action }: NoticeProps) {
  return (
    <div className={classes.notice}>
      <svg width="56" height="56" viewBox="0 0 30 30" aria-hidden="true" className={classes.court}>
        <rect x="1" y="1" width="18" height="8" rx="3" />
        <rect x="21" y="1" width="8" height="18" rx="3" />
        <rect x="11" y="21" width="18" height="8" rx="3" />
        <rect x="1" y="11" width="8" height="18" rx="3" />
      </svg>
      {level === 1 ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children === undefined ? null : <p className="soft">{children}</p>}
      {action}
    </div>
  );
}

/** What went wrong, in words, and the way to try again. */
export function ErrorNotice({ error, level, retry }: { error: unknown; level?: 1 | 2; retry?: () => void }) {
  const { t } = useTranslation();
  const reference = error instanceof ApiError && error.status >= 500 ? error.requestId : undefined;
  return (
    <div role="alert">
      <Notice
        level={level ?? 2}
        title={t(errorKey(error))}
        action={retry === undefined ? undefined : <Button onClick={retry}>{t('action.retry')}</Button>}
      >
        {reference === undefined ? undefined : t('error.reference', { id: reference })}
      </Notice>
    </div>
  );
}
