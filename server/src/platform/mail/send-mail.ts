import { derivedId } from '../database/derived-id';
import { keptMs } from '../outbox/say';
import type { Platform } from '../platform';
import { MailModel, type MailRecord } from './mail.model';
import { bodyOf, type MailWords } from './mail-body';

interface NewMail {
  /** what makes this mail one: with the same key there never is a second */
  key: string;
  districtId: string;
  to: { personId: string; name: string; address: string };
  words: MailWords;
}

/**
 * Writes the mail down under its key and sends it; without a mail server it is kept to be read. One that was sent is not sent
 * again. Cut off between the mail server's yes and ours, it goes out once more, under the same Message-ID.
 * @throws Error when the mail server did not take it; ask again later
 */
export async function sendMail({ key, districtId, to, words }: NewMail, platform: Platform): Promise<void> {
  const { mailer, config } = platform;
  const _id = derivedId('mail', key);
  const { text, html } = bodyOf(words);
  const at = new Date();
  const mail = await MailModel.findOneAndUpdate(
    { _id },
    {
      $setOnInsert: {
        ...{ districtId, personId: to.personId, to: to.address, subject: words.subject },
        // what is sent may hold a code, and whoever tries again has the words
        text: mailer.sends ? null : text,
        ...{ state: mailer.sends ? 'sending' : 'kept', at, sentAt: null },
        expiresAt: new Date(at.getTime() + keptMs),
      },
    },
    { upsert: true, returnDocument: 'after' },
  ).lean<MailRecord>();
  if (mail.state === 'sent' || mail.state === 'kept') return;
  const host = config.publicUrl?.hostname ?? 'localhost';
  try {
    await mailer.send({ to, subject: words.subject, text, html, messageId: `<${_id}@${host}>` });
  } catch (error) {
    await MailModel.updateOne({ _id, state: 'sending' }, { $set: { state: 'failed' } });
    throw error;
  }
  await MailModel.updateOne({ _id }, { $set: { state: 'sent', sentAt: new Date() } });
}
