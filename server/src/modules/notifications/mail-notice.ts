import { rulesOf } from '@quad/shared/notifications';
import type { District } from '../../platform/http/context';
import { addressOf } from '../../platform/http/address';
import { sendMail } from '../../platform/mail/send-mail';
import type { Platform } from '../../platform/platform';
import type { NoticeRecord } from './notice.model';
import type { Recipient } from './recipients';
import { say } from './words';

type Addressed = Pick<Recipient, 'personId' | 'name' | 'email'>;

/** One notice as a mail of its own. */
export async function mailNotice(
  notice: NoticeRecord,
  to: Addressed,
  district: District,
  platform: Platform,
): Promise<void> {
  const { kind, link, _id } = notice;
  const words = wordsOf(notice, district);
  await mailTo(to, district, platform, {
    key: _id,
    subject: say(`notice.${kind}.subject`, words),
    paragraphs: [say(`notice.${kind}.text`, words)],
    action: { label: say(`notice.${kind}.action`, words), link },
    footer: rulesOf(kind).locked === true ? 'footer.security' : 'footer.settings',
  });
}

interface Letter {
  key: string;
  subject: string;
  paragraphs: readonly string[];
  action: { label: string; link: string };
  footer: string;
}

/** A mail with its greeting and the sentence why it came. Who has no address gets none. */
export async function mailTo(
  { personId, name, email }: Addressed,
  { id, name: district }: District,
  platform: Platform,
  { key, subject, paragraphs, action: { label, link }, footer }: Letter,
): Promise<void> {
  if (email === null) return;
  const settings = addressOf('/notices/settings', platform.config);
  const words = {
    subject,
    paragraphs: [say('hello', { name }), ...paragraphs],
    action: { label, url: addressOf(link, platform.config) },
    footer: say(footer, { district, settings }),
  };
  await sendMail({ key, districtId: id, to: { personId, name, address: email }, words }, platform);
}

/** The words of a notice with its moment and day as people write them. */
export function wordsOf(
  { kind, about, at }: Pick<NoticeRecord, 'kind' | 'about' | 'at'>,
  { timeZone, name }: District,
): Record<string, string> {
  const { date, role } = about;
  const write = (moment: number, zone: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(moment);
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return {
    ...about,
    ...(date !== undefined && { day: write(Date.parse(`${date}T12:00:00Z`), 'UTC', day) }),
    ...(kind === 'personAdded' && { role: say(`role.${role ?? ''}`) }),
    when: write(at, timeZone, { ...day, hour: '2-digit', minute: '2-digit' }),
    district: name,
  };
}
