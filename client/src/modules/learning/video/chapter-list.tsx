import type { Playback } from '@quad/shared/learning';
import { useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { clockWords } from './video-time';
import classes from './video-lesson.module.css';

interface ChapterListProps {
  video: RefObject<HTMLVideoElement | null>;
  chapters: Playback['chapters'];
  jump: (at: number) => void;
}

/** The chapters of a film; a press goes there. */
export function ChapterList({ video, chapters, jump }: ChapterListProps) {
  const { t } = useTranslation();
  const current = useCurrent(video, chapters);
  if (chapters.length === 0) return null;
  return (
    <nav aria-label={t('learning.video.chapters')} className={classes.chapters}>
      <h2>{t('learning.video.chapters')}</h2>
      <ol>
        {chapters.map(({ at, title }, index) => (
          <li key={at}>
            <button type="button" aria-current={index === current} onClick={() => jump(at)}>
              <span className="num soft">{clockWords(at)}</span>
              <span>{title}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Which chapter is on; -1 before the first. */
function useCurrent(video: RefObject<HTMLVideoElement | null>, chapters: Playback['chapters']): number {
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const look = (): void => setCurrent(chapters.findLastIndex(({ at }) => at <= element.currentTime + 0.05));
    look();
    element.addEventListener('timeupdate', look);
    return () => element.removeEventListener('timeupdate', look);
  }, [video, chapters]);
  return current;
}
