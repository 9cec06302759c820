import { certificateContract } from '@quad/shared/learning';
import type { Answer, Endpoint, Sent } from '@quad/shared/platform';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';

const all = ['learning', 'certificates'] as const;

export function myCertificatesQuery(page: number | undefined) {
  return queryOptions({
    queryKey: [...all, 'mine', page],
    queryFn: ({ signal }) => call(certificateContract.myCertificates, { query: { page } }, signal),
    placeholderData: keepPreviousData,
  });
}

export const myTimeQuery = queryOptions({
  queryKey: [...all, 'time'],
  queryFn: ({ signal }) => call(certificateContract.myLearningTime, {}, signal),
});

export function courseCertificatesQuery(courseId: string, page: number | undefined) {
  return queryOptions({
    queryKey: [...all, 'course', courseId, page],
    queryFn: ({ signal }) =>
      call(certificateContract.courseCertificates, { params: { courseId }, query: { page } }, signal),
    placeholderData: keepPreviousData,
  });
}

export function verifyQuery(code: string) {
  return queryOptions({
    queryKey: [...all, 'verify', code],
    queryFn: ({ signal }) => call(certificateContract.verifyCertificate, { params: { code } }, signal),
    enabled: code !== '',
    staleTime: 0,
  });
}

export function pupilLearningQuery(pupilId: string, page: number) {
  return queryOptions({
    queryKey: [...all, 'pupil', pupilId, page],
    queryFn: ({ signal }) =>
      call(certificateContract.pupilLearning, { params: { pupilId }, query: { page } }, signal),
    placeholderData: keepPreviousData,
  });
}

interface Outcome {
  onSuccess?: () => void;
  /** left out where the screen shows `error` itself */
  onError?: (error: unknown) => void;
}

/** Takes a certificate back, or lets it hold again; an Undo outlives the dialog it came from. */
export function useCertificateChange<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation<Answer<E>, Error, Sent<E>>({
    mutationFn: (sent) => call(endpoint, sent),
    onSettled: () => void client.invalidateQueries({ queryKey: all }),
  });
  const mutate = (sent: Sent<E>, { onSuccess, onError }: Outcome = {}): void => {
    mutateAsync(sent).then(
      () => onSuccess?.(),
      (refusal: unknown) => onError?.(refusal),
    );
  };
  return { mutate, isPending, error };
}
