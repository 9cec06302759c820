import { z } from 'zod';
import { clockTime, id, instant, paged } from '../platform';
import { mailChoices, noticeCategories, noticeKinds } from './notices';

export const notice = z.object({
  noticeId: id,
  kind: z.enum(noticeKinds),
  /** what it speaks of: names, days, numbers */
  about: z.record(z.string(), z.string()),
  /** where to go from it, a path of this site */
  link: z.string(),
  at: instant,
  readAt: instant.nullable(),
});
export type Notice = z.infer<typeof notice>;
export const noticeList = paged(notice).extend({ unread: z.int(), timeZone: z.string() });
export type NoticeList = z.infer<typeof noticeList>;

const noticeSetting = z.strictObject({ app: z.boolean(), mail: z.enum(mailChoices) });
const quietHours = { quietFrom: clockTime, quietTo: clockTime };

export const noticeSettings = z.object({
  /** the kinds that can concern this person */
  rows: z.array(
    z.object({
      kind: z.enum(noticeKinds),
      category: z.enum(noticeCategories),
      ...noticeSetting.shape,
      locked: z.boolean(),
    }),
  ),
  ...quietHours,
  digestTime: clockTime,
  /** where mail goes; null: the school knows no address */
  email: z.string().nullable(),
});
export type NoticeSettings = z.infer<typeof noticeSettings>;

export const noticeChoices = z.strictObject({
  chosen: z.partialRecord(z.enum(noticeKinds), noticeSetting),
  ...quietHours,
});
export type NoticeChoices = z.output<typeof noticeChoices>;

export const readNotices = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(200) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type ReadNotices = z.output<typeof readNotices>;

/** waiting for its turn or its next try; being done; done; given up after too many tries */
export const deliveryStates = ['due', 'running', 'done', 'dead'] as const;
export const delivery = z.object({
  deliveryId: id,
  event: z.string(),
  effect: z.string(),
  state: z.enum(deliveryStates),
  tries: z.int(),
  /** real time, ms: nothing here goes by a clock that was set */
  at: instant,
  nextAt: instant,
  doneAt: instant.nullable(),
  error: z.string().nullable(),
});
export type Delivery = z.infer<typeof delivery>;
export const deliveryList = paged(delivery);

/** kept: nothing sends it, because no mail server is set */
export const mailStates = ['kept', 'sending', 'sent', 'failed'] as const;
export const mail = z.object({
  mailId: id,
  to: z.string(),
  subject: z.string(),
  state: z.enum(mailStates),
  /** real time, ms */
  at: instant,
  sentAt: instant.nullable(),
  /** of a kept one; what is sent is its reader’s */
  text: z.string().nullable(),
});
export type Mail = z.infer<typeof mail>;
/** `sends`: a mail server is set */
export const mailList = paged(mail).extend({ sends: z.boolean() });
