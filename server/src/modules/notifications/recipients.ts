import { isWithin } from '../../platform/database/collection';
import { usualQuiet } from '@quad/shared/notifications';
import type { Role } from '@quad/shared/platform';
import type { Platform } from '../../platform/platform';
import { displayName, membershipsOf, personOf } from '../identity';
import { NoticeSettingsModel, type NoticeSettingsRecord } from './notice.model';

export interface Recipient {
  personId: string;
  name: string;
  /** null: nowhere to send a mail to */
  email: string | null;
  /** what they are on that day */
  roles: Role[];
  settings: Pick<NoticeSettingsRecord, 'chosen' | 'quietFrom' | 'quietTo'>;
}

/** Somebody of the district and how they want to be told; null for nobody, and for who may not sign in. */
export async function recipientOf(
  districtId: string,
  personId: string,
  date: string,
): Promise<Recipient | null> {
  const [person, memberships, settings] = await Promise.all([
    personOf(districtId, personId),
    membershipsOf(districtId, personId),
    NoticeSettingsModel.findOne({ _id: personId, districtId }).lean<NoticeSettingsRecord>(),
  ]);
  if (person === null || person.disabled === true) return null;
  return {
    ...{ personId, name: displayName(person), email: person.email ?? null },
    roles: memberships.filter((membership) => isWithin(membership, date)).map(({ role }) => role),
    settings: settings ?? { chosen: {}, ...usualQuiet },
  };
}

/** Quiet hours and the rest as usual, written down once; what somebody has chosen stays. */
export async function makeProfile(
  personId: string,
  districtId: string,
  { log }: Pick<Platform, 'log'>,
): Promise<void> {
  const { upsertedCount } = await NoticeSettingsModel.updateOne(
    { _id: personId },
    { $setOnInsert: { districtId, chosen: {}, ...usualQuiet } },
    { upsert: true },
  );
  if (upsertedCount > 0) log.debug({ person: personId }, 'profile made');
}
