import type { Mail } from '@quad/shared/notifications';
import type { Paged } from '@quad/shared/platform';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { MailModel } from '../../platform/mail/mail.model';

/** Mails of the last month. What a kept one says can be read; what was sent is its reader's. */
export async function listMails(
  ctx: Context,
  page: number | undefined,
): Promise<Paged<Mail> & { sends: boolean }> {
  const { districtId } = ctx.scope;
  ctx.authorize('mail:read', { districtId });
  const list = await scoped(MailModel, { districtId, schoolIds: 'all' }).page(
    {},
    { sort: { at: -1, _id: -1 }, page },
  );
  const rows = list.rows.map(({ _id, to, subject, state, at, sentAt, text }) => ({
    ...{ mailId: _id, to, subject, state, at: at.getTime(), sentAt: sentAt?.getTime() ?? null },
    text,
  }));
  return { ...list, rows, sends: ctx.platform.mailer.sends };
}
