import { viewingContract } from '@quad/shared/learning';
import type { Sent } from '@quad/shared/platform';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { useLiveQuery } from '../../../platform/live-query';

export type LearnersParams = Sent<typeof viewingContract.learners>['query'];

/** All query keys of progress, as a tree under the course. */
const keys = {
  learners: (courseId: string, params: LearnersParams) => ['progress', courseId, 'learners', params] as const,
  watchers: (courseId: string) => ['progress', courseId, 'watchers'] as const,
  dropOff: (courseId: string, lessonId: string) => ['progress', courseId, 'drop-off', lessonId] as const,
};

const topicsOf = (courseId: string): { topics: string[] } => ({ topics: [`progress:${courseId}`] });

export function useLearners(courseId: string, query: LearnersParams) {
  const options = queryOptions({
    queryKey: keys.learners(courseId, query),
    queryFn: ({ signal }) => call(viewingContract.learners, { params: { courseId }, query }, signal),
    placeholderData: keepPreviousData,
  });
  return useLiveQuery(options, topicsOf(courseId));
}

/** Who stopped is told by time alone. */
const watchersMs = 30_000;

export function useWatchers(courseId: string) {
  const options = queryOptions({
    queryKey: keys.watchers(courseId),
    queryFn: ({ signal }) => call(viewingContract.watchers, { params: { courseId } }, signal),
  });
  return useLiveQuery(options, { ...topicsOf(courseId), every: watchersMs });
}

/** The server makes it anew each minute. */
const dropOffMs = 60_000;

export function dropOffQuery(courseId: string, lessonId: string) {
  return queryOptions({
    queryKey: keys.dropOff(courseId, lessonId),
    queryFn: ({ signal }) => call(viewingContract.dropOff, { params: { courseId, lessonId } }, signal),
    refetchInterval: dropOffMs,
  });
}
