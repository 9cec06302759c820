import type { Subscriber } from '../../platform/module';
import { hinting } from '../../platform/realtime/stale';

/** Whoever is told something hears of it at once; so do admins who watch the deliveries and mails of their district. */
export const notificationSubscribers: Subscriber[] = [
  hinting(['notices', 'notice_settings'], ({ personId }) => [`notices:${String(personId)}`]),
  hinting(['deliveries', 'mails'], ({ districtId }) => [`outbox:${String(districtId)}`]),
];
