import { Skeleton } from '@mantine/core';
import headerClasses from './register-header.module.css';
import rowClasses from './register-row.module.css';

export function RegisterSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <div className={headerClasses.header}>
        <Skeleton height={26} width={200} />
        <Skeleton height={14} width={150} />
        <Skeleton height={6} />
      </div>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} className={rowClasses.row}>
          <span className={rowClasses.who}>
            <Skeleton height={36} circle />
            <Skeleton height={14} width={130} />
          </span>
          <span className={rowClasses.codes}>
            <Skeleton height={44} width={44} />
            <Skeleton height={44} width={44} />
            <Skeleton height={44} width={44} />
          </span>
        </div>
      ))}
    </div>
  );
}
