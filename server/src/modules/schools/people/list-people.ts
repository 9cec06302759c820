import type { Paged } from '@quad/shared/platform';
import type { PersonRow, SchoolRole } from '@quad/shared/schools';
import type { Context } from '../../../platform/http/context';
import { peopleWithRole } from '../../identity';
import { schoolFor, todayIn } from '../school-access';

interface Asked {
  role: SchoolRole;
  state?: 'current' | 'ended' | undefined;
  q?: string | undefined;
  sort?: 'familyName' | 'givenName' | 'from' | undefined;
  page?: number | undefined;
}

export async function listPeople(ctx: Context, schoolId: string, asked: Asked): Promise<Paged<PersonRow>> {
  const school = await schoolFor(ctx, 'people:read', schoolId);
  return peopleWithRole({ districtId: school.districtId, schoolId }, asked, todayIn(ctx, school));
}
