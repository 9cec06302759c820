import { useTranslation } from 'react-i18next';
import classes from './watched-ring.module.css';

const round = 2 * Math.PI * 15;

interface WatchedRingProps {
  /** share of the video that counts as watched, 0 to 1 */
  watched: number;
  completeAt: number;
  isDone: boolean;
}

/** How much of a video counts as watched, and how much is enough. */
export function WatchedRing({ watched, completeAt, isDone }: WatchedRingProps) {
  const { t } = useTranslation();
  const percent = Math.floor(watched * 100);
  return (
    <div className={classes.row}>
      <svg width="44" height="44" viewBox="0 0 36 36" aria-hidden="true" className={classes.ring}>
        <circle cx="18" cy="18" r="15" className={classes.track} />
        {watched === 0 ? null : (
          <circle
            {...{ cx: 18, cy: 18, r: 15 }}
            className={classes.part}
            strokeDasharray={`${watched * round} ${round}`}
            transform="rotate(-90 18 18)"
          />
        )}
        {isDone ? <path d="m12 18.5 4.2 4.2L24.5 14" className={classes.tick} /> : null}
      </svg>
      <p>
        <b className="num">{t('learning.video.watched', { percent })}</b>
        <span className="soft">
          {isDone
            ? t('learning.video.done')
            : t('learning.video.doneAt', { percent: Math.round(completeAt * 100) })}
        </span>
      </p>
    </div>
  );
}
