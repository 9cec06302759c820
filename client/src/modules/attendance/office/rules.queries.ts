import {
  rulesContract,
  type AttendanceRules,
  type CodesChoice,
  type SchoolRules,
} from '@quad/shared/attendance';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { learned } from '../learned';

export function rulesQuery(schoolId: string) {
  return queryOptions({
    queryKey: ['attendance', 'rules', schoolId],
    queryFn: async ({ signal }) =>
      learned(await call(rulesContract.schoolRules, { params: { schoolId } }, signal)),
  });
}

export const districtCodesQuery = queryOptions({
  queryKey: ['attendance', 'districtCodes'],
  queryFn: async ({ signal }) => learned(await call(rulesContract.districtCodes, {}, signal)),
});

export function useSetRules(schoolId: string) {
  const taken = useTaken(schoolId);
  return useMutation({
    mutationFn: (body: AttendanceRules) => call(rulesContract.setRules, { params: { schoolId }, body }),
    onSuccess: taken,
  });
}

/** null: the district’s codes again */
export function useSetSchoolCodes(schoolId: string) {
  const taken = useTaken(schoolId);
  return useMutation({
    mutationFn: (choice: CodesChoice | null) =>
      call(rulesContract.setSchoolCodes, { params: { schoolId }, body: choice ?? { inherit: true } }),
    onSuccess: taken,
  });
}

export function useSetDistrictCodes() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CodesChoice) => call(rulesContract.setDistrictCodes, { body }),
    onSuccess: (answer) => client.setQueryData(districtCodesQuery.queryKey, learned(answer)),
  });
}

function useTaken(schoolId: string) {
  const client = useQueryClient();
  return (answer: SchoolRules): void => {
    client.setQueryData(rulesQuery(schoolId).queryKey, learned(answer));
  };
}
