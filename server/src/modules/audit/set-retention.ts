import { usualRetentionYears, type Retention } from '@quad/shared/audit';
import type { Context } from '../../platform/http/context';
import { setRetentionYears, timetableOf } from '../schools';

/** @throws Failure not_found */
export async function readRetention(ctx: Context, schoolId: string): Promise<Retention> {
  const { school } = await timetableOf(ctx, schoolId);
  ctx.authorize('retention:manage', { districtId: school.districtId, schoolId });
  return { years: school.retentionYears ?? usualRetentionYears };
}

/** @throws Failure not_found */
export async function setRetention(ctx: Context, schoolId: string, { years }: Retention): Promise<Retention> {
  await readRetention(ctx, schoolId);
  await setRetentionYears(ctx, schoolId, years);
  return { years };
}
