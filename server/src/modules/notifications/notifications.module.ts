import { notificationsContract } from '@quad/shared/notifications';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import { accessEffects } from './access-effects';
import { listDeliveries, replayDead, replayDelivery } from './deliveries';
import { dueMailEffects, dueMailJob } from './due-mail';
import { listMails } from './list-mails';
import { myNotices, readNotices, unreadNotices } from './my-notices';
import { NoticeModel, NoticeSettingsModel } from './notice.model';
import { noticeSettings, setNoticeSettings } from './notice-settings';
import { notificationSubscribers } from './notifications.live';
import { learningEffects } from './learning-effects';
import { otherEffects } from './other-effects';
import { peopleEffects } from './people-effects';
import { notificationsPersonal } from './notifications.personal';

const notificationRoutes = routes(notificationsContract, {
  notices: (ctx, { query }) => myNotices(ctx, query.page),
  unreadNotices: (ctx) => unreadNotices(ctx),
  readNotices: (ctx, { body }) => readNotices(ctx, body),
  noticeSettings: (ctx) => noticeSettings(ctx),
  setNoticeSettings: (ctx, { body }) => setNoticeSettings(ctx, body),
  deliveries: (ctx, { query }) => listDeliveries(ctx, query),
  replayDelivery: (ctx, { params }) => replayDelivery(ctx, params.deliveryId),
  replayDead: (ctx) => replayDead(ctx),
  mails: (ctx, { query }) => listMails(ctx, query.page),
});

export const notificationsModule: Module = {
  name: 'notifications',
  routes: notificationRoutes,
  models: [NoticeModel, NoticeSettingsModel],
  subscribers: notificationSubscribers,
  jobs: [dueMailJob],
  effects: [...peopleEffects, ...accessEffects, ...otherEffects, ...learningEffects, ...dueMailEffects],
  personal: notificationsPersonal,
  topics: {
    notices: (ctx, personId) => Promise.resolve(ctx.can('notice:own', { personId })),
    outbox: (ctx, districtId) => Promise.resolve(ctx.can('outbox:manage', { districtId })),
  },
};
