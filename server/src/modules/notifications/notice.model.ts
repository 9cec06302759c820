import type { MailChoice, NoticeKind, NoticeSetting } from '@quad/shared/notifications';
import { Schema } from 'mongoose';
import { collection, number, optionalNumber, strictly, text } from '../../platform/database/collection';

/** What one person is told. Instants by the district's clock; removed after 90 real days. */
export interface NoticeRecord {
  /** derived from the delivery and the person, so that a repeated effect tells once */
  _id: string;
  districtId: string;
  personId: string;
  kind: NoticeKind;
  about: Record<string, string>;
  /** a path of this site */
  link: string;
  at: number;
  readAt: number | null;
  /** false: the person wants this kind by mail alone */
  shown: boolean;
  mail: MailChoice;
  /** when its mail or its digest is due; null: there is none, or its turn has come */
  mailAt: number | null;
  expiresAt: Date;
}

const notice = new Schema<NoticeRecord>(
  {
    _id: text,
    districtId: text,
    personId: text,
    kind: text,
    about: { type: Object, required: true },
    link: text,
    at: number,
    readAt: optionalNumber,
    shown: { type: Boolean, required: true },
    mail: text,
    mailAt: optionalNumber,
    expiresAt: { type: Date, required: true },
  },
  strictly,
);
notice.index({ personId: 1, shown: 1, at: -1, _id: -1 });
notice.index({ personId: 1, shown: 1, readAt: 1 });
notice.index({ districtId: 1, mailAt: 1 });
notice.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const NoticeModel = collection('notices', notice);

/** What a person chose; whatever is not in it is as usual for their roles. */
export interface NoticeSettingsRecord {
  /** the person's id */
  _id: string;
  districtId: string;
  chosen: Partial<Record<NoticeKind, NoticeSetting>>;
  quietFrom: string;
  quietTo: string;
}

const noticeSettings = new Schema<NoticeSettingsRecord>(
  {
    _id: text,
    districtId: text,
    chosen: { type: Object, required: true },
    quietFrom: text,
    quietTo: text,
  },
  strictly,
);
export const NoticeSettingsModel = collection('notice_settings', noticeSettings);
