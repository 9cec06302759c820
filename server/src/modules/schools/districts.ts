import { instantOf } from '@quad/shared/platform';
import type { Clock, ClockSetting } from '@quad/shared/schools';
import type { Context, District } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import type { Platform } from '../../platform/platform';
import { DistrictModel, type DistrictRecord } from './school.model';

export function districtTag(districtId: string): string {
  return `district:${districtId}`;
}

/** @throws Failure not_found */
export async function districtOf(districtId: string, { cache }: Platform): Promise<District> {
  const record = await cache.read(`district:${districtId}`, [districtTag(districtId)], () =>
    DistrictModel.findById(districtId).lean<DistrictRecord>(),
  );
  if (record === null) throw new Failure('not_found');
  return presentDistrict(record);
}

function presentDistrict(record: DistrictRecord): District {
  const { _id: id, name, timeZone, clockOffset, adminsNeedSecondFactor = true } = record;
  return { id, name, timeZone, clockOffset, adminsNeedSecondFactor };
}

/** Every district of this installation. Only for jobs that tend each in turn; a request never crosses districts. */
export async function dangerouslyAllDistricts({ cache }: Platform): Promise<District[]> {
  const records = await cache.read('districts', ['districts'], () =>
    DistrictModel.find().limit(1_000).lean<DistrictRecord[]>(),
  );
  return records.map(presentDistrict);
}

export async function setClock(ctx: Context, setting: ClockSetting): Promise<Clock> {
  ctx.authorize('clock:set', { districtId: ctx.district.id });
  const { timeZone } = ctx.district;
  const clockOffset =
    setting.kind === 'real' ? 0 : instantOf(setting.date, setting.time, timeZone) - Date.now();
  await dangerouslySetOffset(ctx.district.id, clockOffset, ctx.platform);
  ctx.log.info({ person: ctx.actor.personId, setting }, 'clock set');
  return { now: Date.now() + clockOffset, timeZone, real: clockOffset === 0 };
}

/** Puts a district's clock off real time by so many ms. A request goes through setClock, which asks who may. */
export async function dangerouslySetOffset(
  districtId: string,
  clockOffset: number,
  { cache }: Platform,
): Promise<void> {
  await DistrictModel.updateOne({ _id: districtId }, { $set: { clockOffset } });
  // this process answers by the new clock at once; the others hear of it from the change stream
  await cache.forget([districtTag(districtId), 'districts']);
}
