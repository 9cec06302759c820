import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ErrorNotice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import classes from './security.module.css';

interface SafetyPageProps<T> {
  title: string;
  query: UseQueryResult<T>;
  heights: readonly number[];
  children: (data: T) => ReactNode;
}

/** A page below “More” about the safety of one’s account. */
export function SafetyPage<T>({ title, query, heights, children }: SafetyPageProps<T>) {
  const { t } = useTranslation();
  return (
    <div className={page.page}>
      <PageHeader
        title={title}
        above={
          <Link to="/more" className={classes.back}>
            {t('security.back')}
          </Link>
        }
        chip={<ConnectionChip asOf={undefined} failed={query.isError} />}
      />
      {query.data !== undefined ? (
        <div className={page.stack}>{children(query.data)}</div>
      ) : query.isError ? (
        <ErrorNotice error={query.error} retry={() => void query.refetch()} />
      ) : (
        <SkeletonRows heights={heights} />
      )}
    </div>
  );
}
