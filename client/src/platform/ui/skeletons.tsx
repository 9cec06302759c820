import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import page from './page.module.css';

interface SkeletonRowsProps {
  heights: readonly number[];
}

/** The outline of a screen that is on its way; says so once to readers. */
export function SkeletonRows({ heights }: SkeletonRowsProps) {
  const { t } = useTranslation();
  return (
    <div className={page.stack} role="status" aria-label={t('loading')}>
      {heights.map((height, index) => (
        <Skeleton key={index} height={height} radius={14} />
      ))}
    </div>
  );
}

export function SkeletonPage({ heights }: SkeletonRowsProps) {
  return (
    <div className={page.page}>
      <div style={{ paddingBlock: '26px 20px' }}>
        <Skeleton height={14} width={140} mb={10} />
        <Skeleton height={26} width={240} />
      </div>
      <SkeletonRows heights={heights} />
    </div>
  );
}
