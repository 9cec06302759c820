import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../platform/ui/notice';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { Player } from './player/player';
import { previewQuery } from './video.queries';

interface PreviewPlayerProps {
  courseId: string;
  videoId: string;
  video: RefObject<HTMLVideoElement | null>;
  /** where another player on the page shows the same video */
  label?: string;
}

/** A video for whoever makes the course; nobody's watching is counted. */
export function PreviewPlayer({ courseId, videoId, video, label }: PreviewPlayerProps) {
  const { t } = useTranslation();
  const playback = useQuery(previewQuery(courseId, videoId));
  if (playback.data === undefined)
    return playback.isError ? (
      <ErrorNotice error={playback.error} retry={() => void playback.refetch()} />
    ) : (
      <SkeletonRows heights={[220]} />
    );
  const { hls, source, why } = playback.data;
  if (hls === null && source === null)
    return <p className="soft">{why ?? t('learning.video.notReadyMore')}</p>;
  return (
    <div>
      <Player
        label={label}
        video={video}
        playback={playback.data}
        renew={() => playback.refetch({ throwOnError: true })}
      />
      {why === null ? null : <p className="soft">{why}</p>}
    </div>
  );
}
