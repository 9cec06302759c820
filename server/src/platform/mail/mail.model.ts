import { Schema } from 'mongoose';
import { collection, optionalText, strictly, text } from '../database/collection';

/** One mail to one person. All times are real ones. */
export interface MailRecord {
  /** derived from what it is written for, so that one reason makes one mail */
  _id: string;
  districtId: string;
  personId: string;
  to: string;
  subject: string;
  /** the body, where there is no mail server; else null */
  text: string | null;
  /** kept: there is no mail server */
  state: 'kept' | 'sending' | 'sent' | 'failed';
  at: Date;
  sentAt: Date | null;
  expiresAt: Date;
}

const mail = new Schema<MailRecord>(
  {
    _id: text,
    districtId: text,
    personId: text,
    to: text,
    subject: text,
    text: optionalText,
    state: text,
    at: { type: Date, required: true },
    sentAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  strictly,
);
mail.index({ districtId: 1, at: -1, _id: -1 });
mail.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const MailModel = collection('mails', mail);
