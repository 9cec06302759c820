import { coursesContract, type CourseDetail, type LessonDraft } from '@quad/shared/learning';
import type { Answer, Endpoint, Sent } from '@quad/shared/platform';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { keptOnDevice } from '../../../platform/query-persist';
import { useLiveQuery } from '../../../platform/live-query';

type Query<E extends Endpoint> = Sent<E> extends { query: infer Q } ? Q : never;
export type CoursesParams = Query<typeof coursesContract.courses>;

/** All query keys of courses as those see them who make them, as a tree under the course. */
export const courseKeys = {
  all: ['courses'] as const,
  list: (params: CoursesParams) => ['courses', 'list', params] as const,
  course: (courseId: string) => ['courses', 'course', courseId] as const,
  of: (courseId: string, what: string, which: unknown) =>
    ['courses', 'course', courseId, what, which] as const,
};

export function coursesQuery(query: CoursesParams) {
  return queryOptions({
    queryKey: courseKeys.list(query),
    queryFn: ({ signal }) => call(coursesContract.courses, { query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function courseQuery(courseId: string) {
  return queryOptions({
    queryKey: courseKeys.course(courseId),
    queryFn: ({ signal }) => call(coursesContract.course, { params: { courseId } }, signal),
    ...keptOnDevice,
  });
}

/** Live: whatever anybody changes in the course stands here. */
export function useCourse(courseId: string) {
  return useLiveQuery(courseQuery(courseId), { topics: [`course:${courseId}`] });
}

export function lessonDraftQuery(courseId: string, lessonId: string) {
  return queryOptions({
    queryKey: courseKeys.of(courseId, 'draft', lessonId),
    queryFn: ({ signal }): Promise<LessonDraft> =>
      call(coursesContract.lessonDraft, { params: { courseId, lessonId } }, signal),
  });
}

export function candidatesQuery(courseId: string, q: string) {
  return queryOptions({
    queryKey: courseKeys.of(courseId, 'candidates', q),
    queryFn: ({ signal }) =>
      call(coursesContract.courseCandidates, { params: { courseId }, query: q === '' ? {} : { q } }, signal),
    placeholderData: keepPreviousData,
  });
}

interface Outcome<A> {
  onSuccess?: (answer: A) => void;
  /** left out where the screen shows `error` itself */
  onError?: (error: unknown) => void;
}

/**
 * Sends one kind of change; a course it answers stands at once, and the lists are read anew. The outcome is told even when the
 * screen that asked is gone by then: an Undo outlives the list it came from.
 */
export function useCourseChange<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (sent: Sent<E>) => call(endpoint, sent),
    onSuccess: (answer: Answer<E>) => {
      const course = courseIn(answer);
      if (course !== null) client.setQueryData(courseQuery(course.courseId).queryKey, course);
    },
    onSettled: () => void client.invalidateQueries({ queryKey: [...courseKeys.all, 'list'] }),
  });
  const mutate = (sent: Sent<E>, { onSuccess, onError }: Outcome<Answer<E>> = {}): void => {
    mutateAsync(sent).then(
      (answer) => onSuccess?.(answer),
      (refusal: unknown) => onError?.(refusal),
    );
  };
  return { mutate, isPending, error };
}

function courseIn(answer: unknown): CourseDetail | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('draft' in answer) return answer as CourseDetail;
  return 'course' in answer ? courseIn(answer.course) : null;
}
