import type { ExpectedAbsence } from '@quad/shared/attendance';
import { useMemo } from 'react';
import { useLiveQuery } from '../../../platform/live-query';
import { expectedQuery } from './family.queries';

export type Expected = ReadonlyMap<string, ExpectedAbsence>;

/** Who of a register is known to be away, by pupil; nobody while that is not known. */
export function useExpected({
  id,
  classId,
  schoolId,
}: {
  id: string;
  classId: string;
  schoolId: string;
}): Expected {
  const { data } = useLiveQuery(expectedQuery(id), { topics: [`class:${classId}`, `office:${schoolId}`] });
  return useMemo(() => new Map((data ?? []).map((each) => [each.pupil, each])), [data]);
}
