import type { Platform } from '../../platform/platform';
import { seal } from '../../platform/crypto/seal';
import { secretOf } from './second-factor';
import { SecondFactorModel, type SecondFactorRecord } from './second-factor.model';

/** After the keys were rotated: an older one is dropped one day, and what it sealed must be readable then. */
export async function resealSecondFactors(platform: Platform): Promise<void> {
  const { keys } = platform.secrets;
  const { id: keyId } = keys.current;
  const older = SecondFactorModel.find({ keyId: { $ne: keyId } })
    .lean<SecondFactorRecord[]>()
    .cursor();
  for await (const record of older) {
    const { _id, sealed } = record;
    try {
      const anew = seal(await secretOf(record, platform), _id, keys);
      await SecondFactorModel.updateOne({ _id, sealed }, { $set: anew });
    } catch (err) {
      platform.log.error({ err, person: _id }, 'a second factor cannot be read');
    }
  }
}
