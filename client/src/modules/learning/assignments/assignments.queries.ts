import { assignmentContract, gradebookContract } from '@quad/shared/learning';
import type { Answer, Endpoint, Sent } from '@quad/shared/platform';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { learnKeys } from '../learn/learn.queries';

type Query<E extends Endpoint> = Sent<E> extends { query: infer Q } ? Q : never;
export type SubmissionsParams = Query<typeof assignmentContract.submissions>;
export type GradebookParams = Query<typeof gradebookContract.gradebook>;

/** All query keys of work and grades, as a tree under the course. */
const gradeKeys = {
  course: (courseId: string) => ['grades', courseId] as const,
  book: (courseId: string) => ['grades', courseId, 'book'] as const,
  work: (courseId: string, lessonId: string) => ['grades', courseId, 'work', lessonId] as const,
  own: (courseId: string, lessonId: string) => ['grades', courseId, 'own', lessonId] as const,
};

export function ownQuery(courseId: string, lessonId: string) {
  return queryOptions({
    queryKey: gradeKeys.own(courseId, lessonId),
    queryFn: ({ signal }) =>
      call(assignmentContract.mySubmission, { params: { courseId, lessonId } }, signal),
  });
}

/** A minute: what may still be handed in, and how late it is, changes by the clock alone. */
const clockMs = 60_000;

export function useOwnWork(courseId: string, lessonId: string) {
  const topics = [`learning:${useMe().personId}`];
  return useLiveQuery(ownQuery(courseId, lessonId), { topics, every: clockMs });
}

export function useSubmissions(courseId: string, lessonId: string, query: SubmissionsParams) {
  const params = { courseId, lessonId };
  return useLiveQuery(
    queryOptions({
      queryKey: [...gradeKeys.work(courseId, lessonId), 'list', query],
      queryFn: ({ signal }) => call(assignmentContract.submissions, { params, query }, signal),
      placeholderData: keepPreviousData,
    }),
    { topics: [`progress:${courseId}`] },
  );
}

function submissionQuery(courseId: string, lessonId: string, personId: string) {
  return queryOptions({
    queryKey: [...gradeKeys.work(courseId, lessonId), 'of', personId],
    queryFn: ({ signal }) =>
      call(assignmentContract.submission, { params: { courseId, lessonId, personId } }, signal),
  });
}

export function useSubmission(courseId: string, lessonId: string, personId: string) {
  return useLiveQuery(submissionQuery(courseId, lessonId, personId), { topics: [`progress:${courseId}`] });
}

export function useGradebook(courseId: string, query: GradebookParams) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...gradeKeys.book(courseId), query],
      queryFn: ({ signal }) => call(gradebookContract.gradebook, { params: { courseId }, query }, signal),
      placeholderData: keepPreviousData,
    }),
    { topics: [`progress:${courseId}`, `course:${courseId}`] },
  );
}

export function historyQuery(courseId: string, personId: string, lessonId: string) {
  return queryOptions({
    queryKey: [...gradeKeys.course(courseId), 'history', personId, lessonId],
    queryFn: ({ signal }) =>
      call(gradebookContract.gradeHistory, { params: { courseId, personId, lessonId } }, signal),
    staleTime: 0,
  });
}

export function useMyGrades(courseId: string) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...gradeKeys.course(courseId), 'mine'],
      queryFn: ({ signal }) => call(gradebookContract.myGrades, { params: { courseId } }, signal),
    }),
    { topics: [`learning:${useMe().personId}`, `course:${courseId}`] },
  );
}

interface Outcome<A> {
  onSuccess?: (answer: A) => void;
  onError?: (error: unknown) => void;
}

/** Sends one kind of change; whatever shows grades or work of the course is read anew. The outcome outlives the screen that asked. */
export function useGradeChange<E extends Endpoint>(endpoint: E, courseId: string) {
  const client = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (sent: Sent<E>) => call(endpoint, sent),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: gradeKeys.course(courseId) });
      void client.invalidateQueries({ queryKey: learnKeys.course(courseId) });
    },
  });
  const mutate = (sent: Sent<E>, { onSuccess, onError }: Outcome<Answer<E>> = {}): void => {
    mutateAsync(sent).then(
      (answer) => onSuccess?.(answer),
      (refusal: unknown) => onError?.(refusal),
    );
  };
  return { mutate, isPending, error };
}
