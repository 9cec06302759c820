import { useTranslation } from 'react-i18next';
import { pointsBetween, type Share } from './share';
import classes from './change.module.css';

/** Percentage points up or down: a shape, the figure and a colour. */
export function Change({ now, then, than }: { now: Share; then: Share; than: string }) {
  const { t } = useTranslation();
  const points = pointsBetween(now, then);
  if (points === null) return null;
  const way = points > 0 ? 'up' : points < 0 ? 'down' : 'same';
  return (
    <span className={classes.change} data-way={way}>
      <span aria-hidden="true">{{ up: '▲', down: '▼', same: '=' }[way]} </span>
      <span className="hidden-text">{t(`office.change.${way}`)} </span>
      {t('office.change.on', { points: Math.abs(points).toFixed(1), than })}
    </span>
  );
}
