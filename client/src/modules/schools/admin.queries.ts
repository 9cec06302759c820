import type { Answer, Endpoint, Sent } from '@quad/shared/platform';
import { adminContract, classesContract, peopleContract, searchContract } from '@quad/shared/schools';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api';
import { useLiveQuery } from '../../platform/live-query';

type Query<E extends { query: unknown }> = Sent<Extract<E, Endpoint>> extends { query: infer Q } ? Q : never;
export type SchoolsParams = Query<typeof adminContract.listSchools>;
export type PeopleParams = Query<typeof peopleContract.listPeople>;
export type ClassesParams = Query<typeof classesContract.listClasses>;

/** All query keys of administration, as a tree under the school. */
const keys = {
  all: ['admin'] as const,
  schools: (params: SchoolsParams) => ['admin', 'schools', params] as const,
  admins: (params: object) => ['admin', 'admins', params] as const,
  search: (q: string) => ['admin', 'search', q] as const,
  school: (schoolId: string) => ['admin', 'school', schoolId] as const,
  of: (schoolId: string, what: string, which: unknown) => ['admin', 'school', schoolId, what, which] as const,
};

export function schoolsQuery(query: SchoolsParams) {
  return queryOptions({
    queryKey: keys.schools(query),
    queryFn: ({ signal }) => call(adminContract.listSchools, { query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function adminsQuery(query: { q?: string; page?: number; state?: 'current' | 'ended' }) {
  return queryOptions({
    queryKey: keys.admins(query),
    queryFn: ({ signal }) => call(peopleContract.listAdmins, { query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function schoolQuery(schoolId: string) {
  return queryOptions({
    queryKey: keys.school(schoolId),
    queryFn: ({ signal }) => call(adminContract.school, { params: { schoolId } }, signal),
  });
}

function calendarQuery(schoolId: string) {
  return queryOptions({
    queryKey: keys.of(schoolId, 'calendar', null),
    queryFn: ({ signal }) => call(adminContract.schoolCalendar, { params: { schoolId } }, signal),
  });
}

export function useCalendar(schoolId: string) {
  return useLiveQuery(calendarQuery(schoolId), { topics: [`setup:${schoolId}`] });
}

export function peopleQuery(schoolId: string, query: PeopleParams) {
  return queryOptions({
    queryKey: keys.of(schoolId, 'people', query),
    queryFn: ({ signal }) => call(peopleContract.listPeople, { params: { schoolId }, query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function personQuery(schoolId: string, personId: string) {
  return queryOptions({
    queryKey: keys.of(schoolId, 'person', personId),
    queryFn: ({ signal }) => call(peopleContract.person, { params: { schoolId, personId } }, signal),
  });
}

export function classesQuery(schoolId: string, query: ClassesParams) {
  return queryOptions({
    queryKey: keys.of(schoolId, 'classes', query),
    queryFn: ({ signal }) => call(classesContract.listClasses, { params: { schoolId }, query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function classQuery(schoolId: string, classId: string) {
  return queryOptions({
    queryKey: keys.of(schoolId, 'class', classId),
    queryFn: ({ signal }) => call(classesContract.class, { params: { schoolId, classId } }, signal),
  });
}

export function coversQuery(schoolId: string, page: number | undefined) {
  return queryOptions({
    queryKey: keys.of(schoolId, 'covers', page),
    queryFn: ({ signal }) =>
      call(
        classesContract.listCovers,
        { params: { schoolId }, query: page === undefined ? {} : { page } },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

export function searchQuery(q: string) {
  return queryOptions({
    queryKey: keys.search(q),
    queryFn: ({ signal }) => call(searchContract.search, { query: { q } }, signal),
    placeholderData: keepPreviousData,
  });
}

interface Outcome<E extends Endpoint> {
  onSuccess?: (answer: Answer<E>) => void;
  /** left out where the screen shows `error` itself */
  onError?: (error: unknown) => void;
}

/**
 * Sends one kind of change; whatever administration shows is read anew after it. The outcome is told even when the screen that
 * asked is gone by then: an Undo outlives the list it came from.
 */
export function useChange<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (sent: Sent<E>) => call(endpoint, sent),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.all }),
  });
  const mutate = (sent: Sent<E>, { onSuccess, onError }: Outcome<E> = {}): void => {
    mutateAsync(sent).then(
      (answer) => onSuccess?.(answer),
      (refusal: unknown) => onError?.(refusal),
    );
  };
  return { mutate, isPending, error };
}
