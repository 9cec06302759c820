import { schoolsContract, type ClockSetting } from '@quad/shared/schools';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api';
import { clock } from '../../platform/clock';
import { meQuery } from '../../platform/session';

export const myClassesQuery = queryOptions({
  queryKey: ['schools', 'myClasses'],
  queryFn: ({ signal }) => call(schoolsContract.myClasses, {}, signal),
  staleTime: 60_000,
});

/** Everything on the screen is about a day; with another day nothing of it holds. */
export function useSetClock(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ClockSetting) => call(schoolsContract.setClock, { body }),
    onSuccess: async (set) => {
      clock.synced(set.now);
      client.setQueryData(meQuery.queryKey, (me) => (me === undefined ? me : { ...me, clock: set }));
      await client.invalidateQueries();
      done();
    },
  });
}
