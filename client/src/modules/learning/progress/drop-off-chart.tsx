import type { DropOff, Video } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { clockWords } from '../video/video-time';
import { lowestOf, stepsOf, type Step } from './drop-off';
import classes from './drop-off-chart.module.css';

interface DropOffChartProps {
  dropOff: DropOff;
  chapters: Video['chapters'];
  title: string;
}

/** A bar for each step of a film, as high as the part of its viewers who watched it; chapters are marked below. */
export function DropOffChart({ dropOff, chapters, title }: DropOffChartProps) {
  const { t } = useTranslation();
  const { viewers, duration } = dropOff;
  const steps = stepsOf(dropOff);
  const lowest = lowestOf(steps);
  const words = t('learning.progress.dropOff.words', {
    title,
    count: viewers,
    first: percentOf(steps[0]),
    last: percentOf(steps.at(-1)),
    lowest: percentOf(lowest),
    at: clockWords(lowest?.from ?? 0),
  });
  const marks = chapters.filter(({ at }) => at < duration);
  // a part of the whole width; many bars stand close
  const gap = steps.length > 120 ? 0 : duration / 500;
  return (
    <figure className={classes.figure}>
      <div className={classes.chart} role="img" aria-label={words}>
        <div className={classes.scale} aria-hidden="true">
          {[100, 50, 0].map((value) => (
            <span key={value}>{value} %</span>
          ))}
        </div>
        <svg viewBox={`0 0 ${duration} 100`} preserveAspectRatio="none" aria-hidden="true">
          {[0, 50, 100].map((y) => (
            <line key={y} x1="0" x2={duration} y1={y} y2={y} className={classes.rule} />
          ))}
          {steps.map(({ from, to, part }) => (
            <rect
              key={from}
              className={classes.bar}
              {...{ x: from, width: Math.max(0, to - from - gap), y: 100 * (1 - part), height: 100 * part }}
            />
          ))}
          {marks.map(({ at }) => (
            <line key={at} className={classes.mark} {...{ x1: at, x2: at, y1: 0, y2: 100 }} />
          ))}
        </svg>
        <div className={classes.times} aria-hidden="true">
          <span>{clockWords(0)}</span>
          <span>{clockWords(duration / 2)}</span>
          <span>{clockWords(duration)}</span>
        </div>
      </div>
      {marks.length === 0 ? null : (
        <ol className={classes.chapters}>
          {marks.map(({ at, title: chapter }) => (
            <li key={at}>
              <span className="num">{clockWords(at)}</span> {chapter}
            </li>
          ))}
        </ol>
      )}
      <figcaption className="soft">{t('learning.progress.dropOff.caption', { count: viewers })}</figcaption>
      <details className={classes.table}>
        <summary>{t('learning.progress.dropOff.asTable')}</summary>
        <StepsTable {...{ steps, title }} />
      </details>
    </figure>
  );
}

function StepsTable({ steps, title }: { steps: readonly Step[]; title: string }) {
  const { t } = useTranslation();
  return (
    <table>
      <caption className="hidden-text">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('learning.progress.dropOff.from')}</th>
          <th scope="col">{t('learning.progress.dropOff.watched')}</th>
          <th scope="col">{t('learning.progress.dropOff.part')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.from}>
            <th scope="row">{clockWords(step.from)}</th>
            <td>{step.watched}</td>
            <td>{percentOf(step)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const percentOf = (step: Step | undefined): number => Math.round((step?.part ?? 0) * 100);
