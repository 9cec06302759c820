import { digestDue, heldMailDue } from '@quad/shared/notifications';
import { dayOn } from '../../platform/http/day';
import type { District } from '../../platform/http/context';
import { inTransaction } from '../../platform/database/transaction';
import type { Job } from '../../platform/jobs/jobs';
import { effect, type Delivery } from '../../platform/outbox/effect';
import { sayAll } from '../../platform/outbox/say';
import { dangerouslyAllDistricts, districtOf } from '../schools';
import { mailNotice, mailTo, wordsOf } from './mail-notice';
import { NoticeModel, type NoticeRecord } from './notice.model';
import { recipientOf, type Recipient } from './recipients';
import { say } from './words';

/** Nothing waits longer, over a digest and quiet hours: what seems to was held while the district's clock stood years ahead. */
const longestMs = 2 * 24 * 3_600_000;
const atOnce = 1_000;

/** Finds mail whose moment has come by the district's clock. It is handed over in one with the event, so it may run twice. */
export const dueMailJob: Job = {
  name: 'mail that waited',
  every: '10 seconds',
  async run(platform) {
    for (const district of await dangerouslyAllDistricts(platform)) await handOver(district);
  },
};

async function handOver({ id: districtId, clockOffset }: District): Promise<void> {
  const now = Date.now() + clockOffset;
  const due = { districtId, $or: [{ mailAt: { $lte: now } }, { mailAt: { $gt: now + longestMs } }] };
  if ((await NoticeModel.exists(due)) === null) return;
  const place = { districtId, schoolId: null };
  await inTransaction(async (session) => {
    const notices = await NoticeModel.find(due, { personId: 1, mail: 1 }, { session })
      .sort({ mailAt: 1 })
      .limit(atOnce)
      .lean<NoticeRecord[]>();
    const held = notices.filter(({ mail }) => mail === 'now').map(({ _id }) => _id);
    const digests = notices.filter(({ mail }) => mail === 'digest');
    const readers = new Set(digests.map(({ personId }) => personId));
    await sayAll(
      heldMailDue,
      held.map((noticeId) => ({ key: noticeId, place, payload: { noticeId } })),
      session,
    );
    await sayAll(
      digestDue,
      [...readers].map((personId) => {
        const noticeIds = digests.filter((each) => each.personId === personId).map(({ _id }) => _id);
        return { key: noticeIds[0] ?? '', place, payload: { personId, noticeIds } };
      }),
      session,
    );
    const ids = notices.map(({ _id }) => _id);
    await NoticeModel.updateMany({ _id: { $in: ids } }, { $set: { mailAt: null } }, { session });
  });
}

/** What was read meanwhile needs no mail. */
export const dueMailEffects = [
  effect(heldMailDue, 'mail it', async ({ noticeId }, delivery) => {
    const { districtId, platform } = delivery;
    const unread = { _id: noticeId, districtId, readAt: null };
    const notice = await NoticeModel.findOne(unread).lean<NoticeRecord>();
    if (notice === null) return;
    const { district, recipient } = await readerOf(notice.personId, delivery);
    if (recipient !== null) await mailNotice(notice, recipient, district, platform);
  }),
  effect(digestDue, 'mail the digest', async ({ personId, noticeIds }, delivery) => {
    const { districtId, platform, key } = delivery;
    const unread = { _id: { $in: noticeIds }, districtId, personId, readAt: null };
    const notices = await NoticeModel.find(unread).sort({ at: 1 }).limit(100).lean<NoticeRecord[]>();
    const { district, recipient } = await readerOf(personId, delivery);
    const count = notices.length;
    if (recipient === null || count === 0) return;
    await mailTo(recipient, district, platform, {
      ...{ key, subject: say('digest.subject', { count }), footer: 'footer.settings' },
      paragraphs: [
        say('digest.text'),
        notices
          .map((notice) => `• ${say(`notice.${notice.kind}.short`, wordsOf(notice, district))}`)
          .join('\n'),
      ],
      action: { label: say('digest.action'), link: '/notices' },
    });
  }),
];

async function readerOf(
  personId: string,
  { districtId, platform }: Delivery,
): Promise<{ district: District; recipient: Recipient | null }> {
  const district = await districtOf(districtId, platform);
  const date = dayOn(Date.now() + district.clockOffset, district.timeZone);
  return { district, recipient: await recipientOf(districtId, personId, date) };
}
