import type { ExpectedAbsence } from '@quad/shared/attendance';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLiveFamily } from './family.live';
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
  const { data } = useQuery(expectedQuery(id));
  useLiveFamily([`class:${classId}`, `office:${schoolId}`]);
  return useMemo(() => new Map((data ?? []).map((each) => [each.pupil, each])), [data]);
}
