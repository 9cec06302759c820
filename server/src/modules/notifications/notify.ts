import { rulesOf, settingOf, type NoticeKind, type NoticeSetting } from '@quad/shared/notifications';
import { afterQuiet } from '@quad/shared/platform';
import { derivedId } from '../../platform/database/derived-id';
import { dayOn } from '../../platform/http/day';
import type { District } from '../../platform/http/context';
import type { Delivery } from '../../platform/outbox/effect';
import { districtOf } from '../schools';
import { nextDigest } from './digest-time';
import { mailNotice } from './mail-notice';
import { NoticeModel, type NoticeRecord } from './notice.model';
import { recipientOf, type Recipient } from './recipients';

const keptMs = 90 * 24 * 3_600_000;

export interface News {
  /** who is told, if it is anything to them and they want to know */
  to: readonly string[];
  kind: NoticeKind;
  about: Record<string, string>;
  link: string;
}

/**
 * Tells people of something as each of them wants to be told: on their page of notices, by mail now, after their quiet hours, or
 * in the day's digest. Whoever could not be told does not keep it from the others; the effect fails at the end and is tried again.
 */
export async function notify(delivery: Delivery, { to, ...news }: News): Promise<void> {
  const district = await districtOf(delivery.districtId, delivery.platform);
  const told = await Promise.allSettled(
    [...new Set(to)].map((personId) => tell(delivery, district, personId, news)),
  );
  for (const each of told) if (each.status === 'rejected') throw each.reason;
}

async function tell(
  { key, platform }: Delivery,
  district: District,
  personId: string,
  { kind, about, link }: Omit<News, 'to'>,
): Promise<void> {
  const now = Date.now() + district.clockOffset;
  const recipient = await recipientOf(district.id, personId, dayOn(now, district.timeZone));
  const setting = recipient && settingOf(kind, recipient.roles, recipient.settings.chosen);
  if (recipient === null || setting === null) return;
  const { mail, mailAt } = mailOf(kind, setting, recipient, district, now);
  if (!setting.app && mail === 'off') return;
  const notice = await NoticeModel.findOneAndUpdate(
    { _id: derivedId('notice', key, personId) },
    {
      $setOnInsert: {
        ...{ districtId: district.id, personId, kind, about, link, at: now, readAt: null },
        ...{ shown: setting.app, mail, mailAt, expiresAt: new Date(Date.now() + keptMs) },
      },
    },
    { upsert: true, returnDocument: 'after' },
  ).lean<NoticeRecord>();
  // as it was decided the first time, also when this is a later try
  if (notice.mail === 'now' && notice.mailAt === null)
    await mailNotice(notice, recipient, district, platform);
}

/** `mailAt` null with `now` is at once; otherwise the mail waits for that moment. */
function mailOf(
  kind: NoticeKind,
  { mail }: NoticeSetting,
  { email, settings }: Recipient,
  { timeZone }: District,
  now: number,
): Pick<NoticeRecord, 'mail' | 'mailAt'> {
  if (email === null || mail === 'off') return { mail: 'off', mailAt: null };
  const from = mail === 'digest' ? nextDigest(now, timeZone) : now;
  const mailAt = rulesOf(kind).urgent === true ? from : afterQuiet(from, settings, timeZone);
  return { mail, mailAt: mailAt === now ? null : mailAt };
}
