import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ownDatabase } from '../../testing/own-database';
import { readConfig } from '../config/config';
import { connect, newId } from '../database/connect';
import type { Platform } from '../platform';
import { createMailer } from './mailer';
import { MailModel } from './mail.model';
import { sendMail } from './send-mail';

let caught: Email[] = [];
let refusing = false;
let platform: Platform;
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, _session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      if (refusing) return done(new Error('try later'));
      void PostalMime.parse(Buffer.concat(parts)).then((mail) => {
        caught.push(mail);
        done();
      });
    });
  },
});

beforeAll(async () => {
  await connect(ownDatabase());
  await MailModel.createCollection();
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  platform = platformWith({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Riverside <quad@riverside.org>',
  });
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await mongoose.connection.dropDatabase();
  await mongoose.disconnect();
});
beforeEach(() => {
  caught = [];
  refusing = false;
});

function platformWith(settings: Record<string, string>): Platform {
  const config = readConfig({ MONGODB_URI: 'mongodb://x', ...settings });
  return { config, mailer: createMailer(config) } as Platform;
}

const letter = (key: string) => ({
  ...{ key, districtId: newId() },
  to: { personId: newId(), name: 'Okafor, "Ngozi" <x@evil.org>', address: 'ngozi@example.org' },
  words: {
    subject: 'Where is Amara?\r\nBcc: everybody@example.org',
    paragraphs: ['Hello <b>Ngozi</b>,', 'tell us & all is well.'],
    action: { label: 'Tell the school', url: 'http://localhost:3000/family?a="b"' },
    footer: 'Riverside uses Quad.',
  },
});
const stored = () => MailModel.findOne().sort({ at: -1 }).lean();

it('a mail reaches one person in plain words and in escaped HTML, and its body is not kept', async () => {
  await sendMail(letter('one'), platform);
  expect(caught).toHaveLength(1);
  const [mail] = caught;
  expect(mail).toMatchObject({
    from: { address: 'quad@riverside.org' },
    to: [{ address: 'ngozi@example.org' }],
  });
  expect(mail!.headers.some(({ key }) => key === 'bcc')).toBe(false);
  expect(mail!.text).toContain('Tell the school:\nhttp://localhost:3000/family');
  expect(mail!.html).toContain('Hello &lt;b&gt;Ngozi&lt;/b&gt;,');
  expect(mail!.html).not.toContain('<b>');
  expect(await stored()).toMatchObject({ state: 'sent', text: null });
});

it('a mail is sent once under its key; cut off before that was written down, again under the same Message-ID', async () => {
  await sendMail(letter('two'), platform);
  await sendMail(letter('two'), platform);
  expect(caught).toHaveLength(1);
  await MailModel.updateMany({}, { $set: { state: 'sending' } });
  await sendMail(letter('two'), platform);
  expect(caught.map(({ messageId }) => messageId)).toEqual([caught[0]!.messageId, caught[0]!.messageId]);
});

it('a mail that the server does not take says so and is taken later', async () => {
  refusing = true;
  await expect(sendMail(letter('three'), platform)).rejects.toThrow();
  expect(await stored()).toMatchObject({ state: 'failed', text: null });
  refusing = false;
  await sendMail(letter('three'), platform);
  expect(caught).toHaveLength(1);
  expect(await stored()).toMatchObject({ state: 'sent' });
});

it('without a mail server a mail is kept, words and all', async () => {
  await sendMail(letter('four'), platformWith({}));
  const { state, text } = (await stored())!;
  expect(state).toBe('kept');
  expect(text).toContain('tell us & all is well.');
});
