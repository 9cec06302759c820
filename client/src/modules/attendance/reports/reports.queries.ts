import { learnCodes, reportsContract } from '@quad/shared/attendance';
import { adminContract } from '@quad/shared/schools';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../../platform/api';

const keys = {
  setup: (schoolId: string) => ['attendance', 'reports', 'setup', schoolId] as const,
  schools: (q: string) => ['attendance', 'reports', 'schools', q] as const,
  week: (classId: string, week: string) => ['attendance', 'reports', 'week', classId, week] as const,
};

export function setupQuery(schoolId: string) {
  return queryOptions({
    queryKey: keys.setup(schoolId),
    queryFn: ({ signal }) => call(reportsContract.reportSetup, { params: { schoolId } }, signal),
  });
}

export function schoolsQuery(q: string) {
  return queryOptions({
    queryKey: keys.schools(q),
    queryFn: ({ signal }) =>
      call(adminContract.listSchools, { query: { sort: 'name', ...(q !== '' && { q }) } }, signal),
    placeholderData: keepPreviousData,
  });
}

export function weekQuery(schoolId: string, classId: string, week: string) {
  return queryOptions({
    queryKey: keys.week(classId, week),
    queryFn: async ({ signal }) => {
      const params = { schoolId, classId };
      const answer = await call(reportsContract.classWeek, { params, query: { week } }, signal);
      for (const { codeSet, codes } of answer.codeSets) if (codes !== undefined) learnCodes(codeSet, codes);
      return answer;
    },
    placeholderData: keepPreviousData,
  });
}
