import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../../platform/ui/notice';
import { SkeletonRows } from '../../../platform/ui/skeletons';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  heights: readonly number[];
  children: (data: T) => ReactNode;
}

/** What a query brought, its outline while it comes, or what went wrong with the way to try again. */
export function Loaded<T>({ query, heights, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <div aria-busy={query.isPlaceholderData}>{children(query.data)}</div>;
  if (query.isError) return <ErrorNotice error={query.error} retry={() => void query.refetch()} />;
  return <SkeletonRows heights={heights} />;
}
