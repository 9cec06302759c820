import { quizContract, type AttemptView } from '@quad/shared/learning';
import type { Endpoint, Sent } from '@quad/shared/platform';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { learnKeys } from '../learn/learn.queries';

type Query<E extends Endpoint> = Sent<E> extends { query: infer Q } ? Q : never;
export type QuestionsParams = Query<typeof quizContract.questions>;
export type AttemptsParams = Query<typeof quizContract.quizAttempts>;

/** All query keys of quizzes, as a tree under the course. */
const keys = {
  course: (courseId: string) => ['quizzes', courseId] as const,
  questions: (courseId: string) => ['quizzes', courseId, 'questions'] as const,
  lesson: (courseId: string, lessonId: string) => ['quizzes', courseId, lessonId] as const,
};

export function questionsQuery(courseId: string, query: QuestionsParams) {
  return queryOptions({
    queryKey: [...keys.questions(courseId), 'list', query],
    queryFn: ({ signal }) => call(quizContract.questions, { params: { courseId }, query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useQuestions(courseId: string, params: QuestionsParams) {
  return useLiveQuery(questionsQuery(courseId, params), { topics: [`progress:${courseId}`] });
}

/** Read when it is opened, and again after one's own change: nobody's answer may replace what is being written. */
export function questionQuery(courseId: string, questionId: string) {
  return queryOptions({
    staleTime: Infinity,
    gcTime: 0,
    queryKey: [...keys.questions(courseId), questionId],
    queryFn: ({ signal }) => call(quizContract.question, { params: { courseId, questionId } }, signal),
  });
}

/** Sends one kind of change to the bank; what stands on the page is read anew. */
export function useBankChange<E extends Endpoint>(courseId: string, endpoint: E) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sent: Sent<E>) => call(endpoint, sent),
    onSettled: () => client.invalidateQueries({ queryKey: keys.course(courseId) }),
  });
}

export function useAttempts(courseId: string, lessonId: string, query: AttemptsParams) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...keys.lesson(courseId, lessonId), 'attempts', query],
      queryFn: ({ signal }) =>
        call(quizContract.quizAttempts, { params: { courseId, lessonId }, query }, signal),
      placeholderData: keepPreviousData,
    }),
    { topics: [`progress:${courseId}`] },
  );
}

export function gradedQuery(courseId: string, lessonId: string, attemptId: string) {
  return queryOptions({
    queryKey: [...keys.lesson(courseId, lessonId), 'graded', attemptId],
    queryFn: ({ signal }) =>
      call(quizContract.quizAttempt, { params: { courseId, lessonId, attemptId } }, signal),
  });
}

export function itemsQuery(courseId: string, lessonId: string) {
  return queryOptions({
    queryKey: [...keys.lesson(courseId, lessonId), 'items'],
    queryFn: ({ signal }) => call(quizContract.itemStatistics, { params: { courseId, lessonId } }, signal),
  });
}

export function useQuizState(courseId: string, lessonId: string) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...keys.lesson(courseId, lessonId), 'state'],
      queryFn: ({ signal }) => call(quizContract.quizState, { params: { courseId, lessonId } }, signal),
    }),
    // a minute: a quiz closes by the clock alone
    { topics: [`course:${courseId}`, `learning:${useMe().personId}`], every: 60_000 },
  );
}

/** An attempt is read when it is opened; from then on the page itself knows best, see attempt-session.ts. */
export function attemptQuery(courseId: string, lessonId: string, attemptId: string) {
  return queryOptions({
    queryKey: [...keys.lesson(courseId, lessonId), 'attempt', attemptId],
    queryFn: ({ signal }) =>
      call(quizContract.attempt, { params: { courseId, lessonId, attemptId } }, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function useStartAttempt(courseId: string, lessonId: string) {
  const put = usePutAttempt(courseId, lessonId);
  return useMutation({
    mutationFn: () => call(quizContract.startAttempt, { params: { courseId, lessonId } }),
    onSuccess: put,
  });
}

/** What the server said of an attempt stands at once; once it is handed in, so does what it means for the course. */
export function usePutAttempt(courseId: string, lessonId: string): (attempt: AttemptView) => void {
  const client = useQueryClient();
  return (attempt) => {
    client.setQueryData(attemptQuery(courseId, lessonId, attempt.attemptId).queryKey, attempt);
    void client.invalidateQueries({ queryKey: [...keys.lesson(courseId, lessonId), 'state'] });
    if (attempt.state === 'submitted')
      void client.invalidateQueries({ queryKey: learnKeys.course(courseId) });
  };
}
