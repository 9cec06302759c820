import { isNewer } from '@quad/shared/platform';
import { useQueryClient } from '@tanstack/react-query';
import { useReconnected, useStale, useWatch } from '../../../platform/live';
import { officeKeys } from './office.queries';

/** Keeps a school's lists as the database has them: each hint names how new the next answer must be. */
export function useLiveSchool(schoolId: string): void {
  const client = useQueryClient();
  const topics = schoolId === '' ? [] : [`school:${schoolId}`];
  const again = (): void => void client.invalidateQueries({ queryKey: officeKeys.school(schoolId) });
  useWatch(topics);
  useReconnected(again);
  useStale(topics, (version) => {
    client.setQueryData<string>(officeKeys.hint(schoolId), (before) =>
      before !== undefined && isNewer(before, version) ? before : version,
    );
    again();
  });
}
