import { coursesContract } from '@quad/shared/learning';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';

export interface MyCoursesParams {
  q?: string;
  page?: number;
  state?: 'open' | 'completed';
}

/** All query keys of whoever learns, as a tree under the course. */
export const learnKeys = {
  mine: ['learning', 'mine'] as const,
  course: (courseId: string) => ['learning', 'course', courseId] as const,
};

/** Where what I learn changes: the course, and what I have done in it. */
function useLearnTopics(courseId: string): string[] {
  return [`course:${courseId}`, `learning:${useMe().personId}`];
}

function myCoursesQuery(query: MyCoursesParams) {
  return queryOptions({
    queryKey: [...learnKeys.mine, query],
    queryFn: ({ signal }) => call(coursesContract.myCourses, { query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useMyCourses(params: MyCoursesParams) {
  return useLiveQuery(myCoursesQuery(params), { topics: [`learning:${useMe().personId}`] });
}

function outlineQuery(courseId: string) {
  return queryOptions({
    queryKey: [...learnKeys.course(courseId), 'outline'],
    queryFn: ({ signal }) => call(coursesContract.courseOutline, { params: { courseId } }, signal),
  });
}

/** A minute: a lesson may open by the clock alone. */
const clockMs = 60_000;

export function useOutline(courseId: string) {
  return useLiveQuery(outlineQuery(courseId), { topics: useLearnTopics(courseId), every: clockMs });
}

function lessonQuery(courseId: string, lessonId: string) {
  return queryOptions({
    queryKey: [...learnKeys.course(courseId), 'lesson', lessonId],
    queryFn: ({ signal }) => call(coursesContract.lessonView, { params: { courseId, lessonId } }, signal),
  });
}

export function useLesson(courseId: string, lessonId: string) {
  return useLiveQuery(lessonQuery(courseId, lessonId), { topics: useLearnTopics(courseId) });
}

/** Says that a text was read or a link followed, or takes it back. */
export function useFinish(courseId: string, lessonId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (done: boolean) =>
      call(coursesContract.finishLesson, { params: { courseId, lessonId }, body: { done } }),
    onSuccess: (outline) => client.setQueryData(outlineQuery(courseId).queryKey, outline),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: learnKeys.course(courseId) }),
        client.invalidateQueries({ queryKey: learnKeys.mine }),
      ]),
  });
}
