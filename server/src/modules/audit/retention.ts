import { leastRetentionYears, usualRetentionYears } from '@quad/shared/audit';
import { instantOf } from '@quad/shared/platform';
import { recordDone } from '../../platform/audit/record';
import type { District } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import type { Job } from '../../platform/jobs/jobs';
import type { Platform } from '../../platform/platform';
import type { Before } from '../../platform/retention/kept';
import { dangerouslyAllDistricts, keepingSchools } from '../schools';

const perBatch = 500;
/** Of one kind in one run of one school; the rest is left to the next day. */
const mostBatches = 100;

export const retentionJob: Job = {
  name: 'remove what is older than a school keeps it',
  every: '1 day',
  run: async (platform) => {
    for (const district of await dangerouslyAllDistricts(platform)) await keepDistrict(district, platform);
  },
};

async function keepDistrict(district: District, platform: Platform): Promise<void> {
  for (const { _id: schoolId, timeZone, retentionYears } of await keepingSchools(district.id)) {
    const before = cutOff(
      { districtId: district.id, schoolId },
      district.clockOffset,
      timeZone,
      retentionYears,
    );
    await removeOld(before, platform);
  }
}

/** The first day that stays. Whichever clock is behind decides: one that was set ahead would wipe out a school. */
export function cutOff(
  place: Pick<Before, 'districtId' | 'schoolId'>,
  clockOffset: number,
  timeZone: string,
  years = usualRetentionYears,
): Before {
  const today = dayOn(Date.now() + Math.min(0, clockOffset), timeZone);
  const [year = '', ...rest] = today.split('-');
  const kept = Math.max(years, leastRetentionYears);
  // a 29 February that is not there begins with the 28th
  const day = rest.join('-') === '02-29' ? '02-28' : rest.join('-');
  const date = `${Number(year) - kept}-${day}`;
  return { ...place, date, instant: instantOf(date, '00:00', timeZone) };
}

/** Removes a school's old things in batches, and records how many of each kind. */
export async function removeOld(before: Before, platform: Platform): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const kind of platform.kept) {
    let count = 0;
    for (let batch = 0; batch < mostBatches; batch++) {
      const gone = await kind.removeBefore(before, perBatch);
      count += gone;
      if (gone < perBatch) break;
    }
    if (count > 0) removed[kind.name] = count;
  }
  if (Object.keys(removed).length === 0) return removed;
  const { districtId, schoolId, date } = before;
  const facts = { before: date, ...removed };
  await recordDone({ districtId, schoolId, act: 'removeOld', source: 'job', things: [schoolId], facts });
  return removed;
}
