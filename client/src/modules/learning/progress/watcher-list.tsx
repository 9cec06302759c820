import type { Watchers } from '@quad/shared/learning';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import { clockWords } from '../video/video-time';
import classes from './watch-page.module.css';

/** Who is where in which video. */
export function WatcherList({ rows }: { rows: Watchers['rows'] }) {
  const { t } = useTranslation();
  if (rows.length === 0)
    return (
      <div className={page.card}>
        <Notice title={t('learning.progress.watch.none')}>{t('learning.progress.watch.noneMore')}</Notice>
      </div>
    );
  return (
    <div className={classes.stack}>
      <p className="soft num" aria-live="polite">
        {t('learning.progress.watch.count', { count: rows.length })}
      </p>
      <ul className={classes.watchers}>
        {rows.map(({ personId, name, lessonId, lesson, position, duration, playing }) => {
          const Icon = playing ? IconPlayerPlay : IconPlayerPause;
          const part = duration === 0 ? 0 : Math.min(1, position / duration);
          return (
            <li key={`${personId} ${lessonId}`}>
              <Icon size={20} aria-hidden="true" />
              <div className={classes.words}>
                <b>{name}</b>
                <span className="soft">
                  {t(`learning.progress.watch.${playing ? 'plays' : 'paused'}`, { lesson })}
                </span>
              </div>
              <span className={classes.where}>
                <span className="num">
                  {clockWords(position)} / {clockWords(duration)}
                </span>
                <span className={classes.line} aria-hidden="true">
                  <i style={{ inlineSize: `${part * 100}%` }} />
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
