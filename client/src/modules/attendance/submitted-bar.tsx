import classes from './submitted-bar.module.css';

/** How much has come in; what has not is hatched, because it is unknown and not nought. */
export function SubmittedBar({ submitted, expected }: { submitted: number; expected: number }) {
  const part = expected === 0 ? 0 : Math.min(1, submitted / expected);
  return (
    <div className={classes.bar} aria-hidden="true">
      <span style={{ inlineSize: `${part * 100}%` }} />
    </div>
  );
}
