import { useEffect, useRef, type ReactNode } from 'react';
import { useForgetEverything } from '../../platform/session';
import { QuadMark } from '../../platform/ui/quad-mark';
import classes from './door.module.css';

interface DoorProps {
  title: string;
  children: ReactNode;
  /** other ways, under the card */
  below?: ReactNode;
  wide?: boolean;
}

/** A page outside: nobody is known here, and nothing of whoever was in before is left. */
export function Door({ title, children, below, wide = false }: DoorProps) {
  useForgetEverything();
  return (
    <main className={classes.page} data-wide={wide || undefined}>
      <title>{`${title} · Quad`}</title>
      <div className={classes.brand}>
        <QuadMark size={44} />
        <span>Quad</span>
      </div>
      {children}
      {below === undefined ? null : <div className={classes.below}>{below}</div>}
    </main>
  );
}

/** What was refused, in one sentence above the fields; the place stands always, so that readers hear what comes into it. */
export function DoorRefusal({ children }: { children: ReactNode }) {
  return <div role="alert">{children === null ? null : <p className={classes.refusal}>{children}</p>}</div>;
}

/** The heading of what takes a form’s place: the keyboard and readers go on from here. */
export function NextHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={classes.next}>
      {children}
    </h1>
  );
}

/** How a form at the door looks. */
export const doorForm = classes.form ?? '';
