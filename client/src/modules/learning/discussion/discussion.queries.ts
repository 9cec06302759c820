import { discussionContract, type NewPost } from '@quad/shared/learning';
import type { Answer, Endpoint, Sent } from '@quad/shared/platform';
import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { useLiveQuery } from '../../../platform/live-query';

/** Below which lesson. */
export interface Place {
  courseId: string;
  lessonId: string;
}

/** All query keys of discussions, as a tree under the course. */
const talkKeys = {
  course: (courseId: string) => ['learning', 'talk', courseId] as const,
  lesson: ({ courseId, lessonId }: Place) => [...talkKeys.course(courseId), lessonId] as const,
};

export function useDiscussion(place: Place, page: number | undefined) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...talkKeys.lesson(place), 'threads', page],
      queryFn: ({ signal }) =>
        call(discussionContract.discussion, { params: { ...place }, query: { page } }, signal),
      placeholderData: keepPreviousData,
    }),
    { topics: [`talk:${place.courseId}`] },
  );
}

export function useAnswers({ courseId, lessonId }: Place, postId: string, page: number) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...talkKeys.lesson({ courseId, lessonId }), 'answers', postId, page],
      queryFn: ({ signal }) =>
        call(discussionContract.answers, { params: { courseId, postId }, query: { page } }, signal),
      placeholderData: keepPreviousData,
    }),
    { topics: [`talk:${courseId}`] },
  );
}

export function mentionableQuery(courseId: string, q: string) {
  return queryOptions({
    queryKey: [...talkKeys.course(courseId), 'people', q],
    queryFn: ({ signal }) =>
      call(discussionContract.mentionable, { params: { courseId }, query: { q } }, signal),
    placeholderData: keepPreviousData,
  });
}

/** A post on its way; one that is sent again has its first `key`, so that it is written once. */
export interface Sending extends NewPost {
  key: string;
  /** the text as whoever writes it reads it */
  written: string;
}

export function useAddPost(place: Place) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: talkKeys.lesson(place),
    mutationFn: ({ key, threadId, text }: Sending) =>
      call(discussionContract.addPost, { params: { ...place }, body: { threadId, text } }, undefined, key),
    // awaited: it is shown as being sent until it stands in the list
    onSettled: () => client.invalidateQueries({ queryKey: talkKeys.lesson(place) }),
  });
}

/** What is being sent into a thread just now. */
export function useSending(place: Place, threadId: string | null): Sending[] {
  const all = useMutationState({
    filters: { mutationKey: talkKeys.lesson(place), status: 'pending' },
    select: ({ state }) => state.variables as Sending,
  });
  return all.filter((each) => each.threadId === threadId);
}

interface Outcome {
  onSuccess?: () => void;
  /** left out where the screen shows `error` itself */
  onError?: (error: unknown) => void;
}

/** Every other change of a post. The outcome is told even when what asked is gone by then: an Undo outlives the post it is about. */
export function usePostChange<E extends Endpoint>(endpoint: E, place: Place) {
  const client = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation<Answer<E>, Error, Sent<E>>({
    mutationFn: (sent) => call(endpoint, sent),
    onSettled: () => void client.invalidateQueries({ queryKey: talkKeys.lesson(place) }),
  });
  const mutate = (sent: Sent<E>, { onSuccess, onError }: Outcome = {}): void => {
    mutateAsync(sent).then(
      () => onSuccess?.(),
      (refusal: unknown) => onError?.(refusal),
    );
  };
  return { mutate, mutateAsync, isPending, error };
}
