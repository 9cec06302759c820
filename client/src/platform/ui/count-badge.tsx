import classes from './count-badge.module.css';

interface CountBadgeProps {
  count: number;
  /** the same in words, for those who hear it */
  words: string;
  /** `loud` waits for somebody, `calm` is for whoever has a moment */
  tone: 'loud' | 'calm';
}

/** A number beside the place it stands at; none where there is nothing. */
export function CountBadge({ count, words, tone }: CountBadgeProps) {
  if (count === 0) return null;
  return (
    <span className={classes.badge} data-tone={tone}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="hidden-text">{words}</span>
    </span>
  );
}
