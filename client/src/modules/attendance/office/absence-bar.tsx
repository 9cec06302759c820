import classes from './absence-bar.module.css';

/** Absence as a part of all days, with the lines at 10 % and 50 % that warnings go by. @param share in thousandths */
export function AbsenceBar({ share }: { share: number }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      <span
        className={classes.fill}
        data-much={share >= 100 || undefined}
        style={{ inlineSize: `${Math.min(100, share / 10)}%` }}
      />
      <i style={{ insetInlineStart: '10%' }}>10 %</i>
      <i style={{ insetInlineStart: '50%' }}>50 %</i>
    </div>
  );
}
