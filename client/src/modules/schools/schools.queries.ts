import type { Me } from '@quad/shared/identity';
import { schoolsContract, type ClockSetting } from '@quad/shared/schools';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api';
import { keptOnDevice } from '../../platform/query-persist';
import { useLiveQuery } from '../../platform/live-query';
import { meQuery, useMe } from '../../platform/session';

const myClassesQuery = queryOptions({
  queryKey: ['schools', 'myClasses'],
  queryFn: ({ signal }) => call(schoolsContract.myClasses, {}, signal),
  ...keptOnDevice,
});

/** Where a change of the person's classes, or of their schools' timetables and calendars, is told. */
export function setupTopics({ personId, memberships }: Me): string[] {
  const schools = new Set(memberships.flatMap(({ schoolId }) => schoolId ?? []));
  return [`me:${personId}`, ...[...schools].map((schoolId) => `setup:${schoolId}`)];
}

export function useMyClasses() {
  return useLiveQuery(myClassesQuery, { topics: setupTopics(useMe()) });
}

/** Everything on the screen is about a day; with another day nothing of it holds. */
export function useSetClock(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ClockSetting) => call(schoolsContract.setClock, { body }),
    onSuccess: async (set) => {
      client.setQueryData(meQuery.queryKey, (me) => (me === undefined ? me : { ...me, clock: set }));
      await client.invalidateQueries();
      done();
    },
  });
}
