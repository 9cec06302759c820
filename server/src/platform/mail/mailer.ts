import { createTransport } from 'nodemailer';
import type { Config } from '../config/config';

interface OutgoingMail {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** the same at every try: whoever gets a mail twice can tell that it is one */
  messageId: string;
}

export interface Mailer {
  /** false: no mail server is set, and nothing may be handed to `send` */
  sends: boolean;
  /** @throws Error when the mail server did not take it */
  send(mail: OutgoingMail): Promise<void>;
}

/** Less than the lease of whoever sends: a server that says nothing is given up first. */
const patience = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 20_000 };

export function createMailer({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): Mailer {
  if (smtpUrl === undefined)
    return { sends: false, send: () => Promise.reject(new Error('no mail server is set')) };
  const transport = createTransport({ url: smtpUrl, ...patience }, { from: mailFrom });
  return {
    sends: true,
    send: async ({ to, ...mail }) => {
      // as an object: an address is never read as a list of several
      await transport.sendMail({ ...mail, to });
    },
  };
}
