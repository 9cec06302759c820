import type { Video } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../../../platform/live-query';
import { useBytes } from './use-bytes';
import { videoQuery, videosQuery } from './video.queries';

export function useVideos(courseId: string, params: { q?: string; page?: number } = {}) {
  return useLiveQuery(videosQuery(courseId, params), { topics: [`progress:${courseId}`] });
}

export function useVideo(courseId: string, videoId: string) {
  return useLiveQuery(videoQuery(courseId, videoId), { topics: [`progress:${courseId}`] });
}

/** How a video stands, in one line. */
export function useVideoWords(): (video: Video) => string {
  const { t } = useTranslation();
  const bytes = useBytes();
  return ({ state, rungs, received, bytes: all, captions, chapters }) => {
    const made = rungs.map((rung) => t('learning.video.facts.rung', { rung })).join(', ');
    return [
      t(`learning.video.state.${state}`),
      ...(state === 'uploading'
        ? [t('learning.video.facts.arrived', { received: bytes(received), bytes: bytes(all) })]
        : [bytes(all)]),
      ...(rungs.length === 0 ? [] : [t('learning.video.facts.rungs', { rungs: made })]),
      ...(captions.length === 0 ? [] : [t('learning.video.facts.captions', { count: captions.length })]),
      ...(chapters.length === 0 ? [] : [t('learning.video.facts.chapters', { count: chapters.length })]),
    ].join(' · ');
  };
}
