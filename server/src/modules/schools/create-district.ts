import type { z } from 'zod';
import type { newDistrict } from '@quad/shared/schools';
import { newId } from '../../platform/database/connect';
import type { Platform } from '../../platform/platform';
import { enrolPeople } from '../identity';
import { DistrictModel, type DistrictRecord } from './school.model';

/** The operator's door across districts: makes one, with its first admin. Asking again with the same code changes nothing but the name. */
export async function dangerouslyCreateDistrict(
  { code, name, timeZone, admin, adminsNeedSecondFactor = true }: z.output<typeof newDistrict>,
  { hasher, log }: Platform,
): Promise<{ districtId: string; created: boolean }> {
  const known = await DistrictModel.findOne({ code }).lean<DistrictRecord>();
  const districtId = known?._id ?? newId();
  await DistrictModel.updateOne(
    { code },
    { $set: { name, adminsNeedSecondFactor }, $setOnInsert: { _id: districtId, timeZone, clockOffset: 0 } },
    { upsert: true },
  );
  await enrolPeople(
    { districtId, schoolId: null, from: '1970-01-01' },
    [{ ...admin, code: admin.login, role: 'districtAdmin' }],
    hasher,
  );
  log.warn({ district: districtId, created: known === null }, 'operator made a district');
  return { districtId, created: known === null };
}
