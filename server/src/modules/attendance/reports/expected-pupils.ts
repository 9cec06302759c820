import { dayOn } from '../../../platform/http/day';
import { countBySchool } from '../../identity';
import type { Asked } from './report';

/** About how many pupils a report lists: those of today. */
export async function expectedPupils({ ctx, schoolIds }: Asked): Promise<number> {
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  const counts = await countBySchool('student', ctx.scope, today, schoolIds);
  return [...counts.values()].reduce((a, b) => a + b, 0);
}
