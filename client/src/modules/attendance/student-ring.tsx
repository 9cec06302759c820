import classes from './student-ring.module.css';

interface StudentRingProps {
  /** 0 to 1; null when nothing was counted */
  part: number | null;
  label: string;
}

const round = 2 * Math.PI * 15;

export function StudentRing({ part, label }: StudentRingProps) {
  return (
    <div className={classes.ring} role="img" aria-label={label}>
      <svg width="96" height="96" viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r="15" className={classes.track} />
        {part === null || part === 0 ? null : (
          <circle
            cx="18"
            cy="18"
            r="15"
            className={classes.part}
            strokeDasharray={`${part * round} ${round}`}
            transform="rotate(-90 18 18)"
          />
        )}
      </svg>
      <b>{label}</b>
    </div>
  );
}
