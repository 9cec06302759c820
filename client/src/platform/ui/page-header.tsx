import type { ReactNode } from 'react';
import classes from './page-header.module.css';

interface PageHeaderProps {
  title: string;
  /** of the browser's tab, where it should say more than the heading */
  tab?: string;
  above?: ReactNode;
  chip?: ReactNode;
}

/** The head of every screen: what it is, and in the same corner how it stands towards the server. */
export function PageHeader({ title, tab, above, chip }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <title>{`${tab ?? title} · Quad`}</title>
      <div className={classes.words}>
        {above === undefined ? null : <p className="soft">{above}</p>}
        <h1>{title}</h1>
      </div>
      {chip}
    </header>
  );
}
