import { useMe } from '../../../platform/session';

interface OwnSchool {
  schoolId: string;
  schoolName: string;
}

/** Where the person may read reports: the schools they work in, or the whole district. */
export function useOwnSchools(): { schools: OwnSchool[]; isDistrict: boolean } {
  const { memberships } = useMe();
  const own = memberships.flatMap(({ role, schoolId, schoolName }) =>
    (role === 'office' || role === 'schoolAdmin') && schoolId !== null
      ? [[schoolId, { schoolId, schoolName: schoolName ?? '' }] as const]
      : [],
  );
  return {
    schools: [...new Map(own).values()],
    isDistrict: memberships.some(({ role, schoolId }) => role === 'districtAdmin' && schoolId === null),
  };
}
