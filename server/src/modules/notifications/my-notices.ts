import type { NoticeList, ReadNotices } from '@quad/shared/notifications';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { NoticeModel } from './notice.model';

const mostCounted = 100;

/** The actor's own: everybody's notices belong to their person, whatever schools these are in. */
function own(ctx: Context): { personId: string; shown: true } {
  const { personId } = ctx.actor;
  ctx.authorize('notice:own', { personId });
  return { personId, shown: true };
}

function notices(ctx: Context) {
  return scoped(NoticeModel, { districtId: ctx.scope.districtId, schoolIds: 'all' });
}

export async function myNotices(ctx: Context, page: number | undefined): Promise<NoticeList> {
  const mine = own(ctx);
  const [list, { unread }] = await Promise.all([
    notices(ctx).page(mine, { sort: { at: -1, _id: -1 }, page }),
    unreadNotices(ctx),
  ]);
  const rows = list.rows.map(({ _id, kind, about, link, at, readAt }) => ({
    ...{ noticeId: _id, kind, about, link, at, readAt },
  }));
  return { ...list, rows, unread, timeZone: ctx.district.timeZone };
}

/** At most 100: a bell shows no more. */
export async function unreadNotices(ctx: Context): Promise<{ unread: number }> {
  const unread = await notices(ctx).find(
    { ...own(ctx), readAt: null },
    { select: { _id: 1 }, limit: mostCounted },
  );
  return { unread: unread.length };
}

/** Ids that are not the actor's own are passed over: whether there is such a notice is nobody's business. */
export async function readNotices(ctx: Context, asked: ReadNotices): Promise<{ read: number }> {
  const these = 'ids' in asked ? { _id: { $in: asked.ids } } : {};
  const read = await notices(ctx).updateMany(
    { ...own(ctx), ...these, readAt: null },
    { $set: { readAt: ctx.now() } },
  );
  return { read };
}
