import { videoContract, type Playback, type Transcode } from '@quad/shared/learning';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, Endpoint, Sent } from '@quad/shared/platform';
import { call } from '../../../platform/api';

/** All query keys of videos, as a tree under the course. */
export const videoKeys = {
  all: ['videos'] as const,
  course: (courseId: string) => ['videos', courseId] as const,
  list: (courseId: string, params: object) => ['videos', courseId, 'list', params] as const,
  video: (courseId: string, videoId: string) => ['videos', courseId, 'video', videoId] as const,
  captions: (courseId: string, videoId: string, lang: string) =>
    ['videos', courseId, 'captions', videoId, lang] as const,
  jobs: (courseId: string, params: object) => ['videos', courseId, 'jobs', params] as const,
  preview: (courseId: string, videoId: string) => ['videos', courseId, 'preview', videoId] as const,
  playback: (courseId: string, lessonId: string, videoId: string) =>
    ['videos', courseId, 'playback', lessonId, videoId] as const,
  viewing: (lessonId: string, videoId: string) => ['viewing', lessonId, videoId] as const,
};

/** Signed addresses stay the same for hours: a player must not be handed new ones because a window was looked at. */
const whileItPlays = { staleTime: Infinity, refetchOnWindowFocus: false } as const;

/** @param videoId the one the lesson shows; another one is another question */
export function playbackQuery(courseId: string, lessonId: string, videoId: string) {
  return queryOptions({
    queryKey: videoKeys.playback(courseId, lessonId, videoId),
    queryFn: ({ signal }) => call(videoContract.playback, { params: { courseId, lessonId } }, signal),
    ...whileItPlays,
    // the next visit may find more renditions and other captions
    gcTime: 0,
    refetchInterval: untilPlayable,
  });
}

const unplayableMs = 10_000;

/** A video that is still being made is asked for until it can be played. */
function untilPlayable({ state: { data } }: { state: { data: Playback | undefined } }): number | false {
  return data?.hls === null && data.source === null ? unplayableMs : false;
}

export function previewQuery(courseId: string, videoId: string) {
  return queryOptions({
    queryKey: videoKeys.preview(courseId, videoId),
    queryFn: ({ signal }) => call(videoContract.preview, { params: { courseId, videoId } }, signal),
    ...whileItPlays,
    gcTime: 0,
    refetchInterval: untilPlayable,
  });
}

export function videosQuery(courseId: string, query: { q?: string; page?: number }) {
  return queryOptions({
    queryKey: videoKeys.list(courseId, query),
    queryFn: ({ signal }) => call(videoContract.videos, { params: { courseId }, query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function videoQuery(courseId: string, videoId: string) {
  return queryOptions({
    queryKey: videoKeys.video(courseId, videoId),
    queryFn: ({ signal }) => call(videoContract.video, { params: { courseId, videoId } }, signal),
  });
}

export function captionsQuery(courseId: string, videoId: string, lang: string) {
  return queryOptions({
    queryKey: videoKeys.captions(courseId, videoId, lang),
    queryFn: ({ signal }) => call(videoContract.captions, { params: { courseId, videoId, lang } }, signal),
    ...whileItPlays,
    gcTime: 0,
  });
}

export function jobsQuery(courseId: string, query: { page?: number; state?: Transcode['state'] }) {
  return queryOptions({
    queryKey: videoKeys.jobs(courseId, query),
    queryFn: ({ signal }) => call(videoContract.transcodes, { params: { courseId }, query }, signal),
    placeholderData: keepPreviousData,
  });
}

/** A change to a video: whatever is shown of the course's videos is asked for again. */
export function useVideoChange<E extends Endpoint>(endpoint: E, courseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sent: Sent<E>): Promise<Answer<E>> => call(endpoint, sent),
    onSettled: () => {
      for (const what of ['list', 'video', 'jobs'])
        void client.invalidateQueries({ queryKey: [...videoKeys.course(courseId), what] });
    },
  });
}
