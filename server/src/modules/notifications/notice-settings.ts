import {
  digestTime,
  noticeKinds,
  rulesOf,
  settingOf,
  type NoticeChoices,
  type NoticeKind,
  type NoticeSettings,
} from '@quad/shared/notifications';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { Failure } from '../../platform/http/failure';
import { NoticeSettingsModel } from './notice.model';
import { recipientOf } from './recipients';

export async function noticeSettings(ctx: Context): Promise<NoticeSettings> {
  const { personId } = ctx.actor;
  ctx.authorize('notice:own', { personId });
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  const recipient = await recipientOf(ctx.scope.districtId, personId, today);
  if (recipient === null) throw new Failure('not_found');
  const { email, roles, settings } = recipient;
  const { chosen, quietFrom, quietTo } = settings;
  const rows = noticeKinds.flatMap((kind) => {
    const setting = settingOf(kind, roles, chosen);
    const { category, locked = false } = rulesOf(kind);
    return setting === null ? [] : [{ kind, category, locked, ...setting }];
  });
  return { rows, quietFrom, quietTo, digestTime, email };
}

/** @throws Failure invalid_request for a kind that cannot be changed */
export async function setNoticeSettings(
  ctx: Context,
  { chosen, quietFrom, quietTo }: NoticeChoices,
): Promise<NoticeSettings> {
  const { personId } = ctx.actor;
  ctx.authorize('notice:own', { personId });
  const kinds = Object.keys(chosen) as NoticeKind[];
  const errors = kinds
    .filter((kind) => rulesOf(kind).locked === true)
    .map((kind) => ({ field: `chosen.${kind}`, message: 'protects your access and cannot be changed' }));
  if (errors.length > 0) throw new Failure('invalid_request', undefined, { errors });
  const changed = Object.fromEntries(kinds.map((kind) => [`chosen.${kind}`, chosen[kind]]));
  await NoticeSettingsModel.updateOne(
    { _id: personId, districtId: ctx.scope.districtId },
    { $set: { quietFrom, quietTo, ...changed }, ...(kinds.length === 0 && { $setOnInsert: { chosen: {} } }) },
    { upsert: true },
  );
  return noticeSettings(ctx);
}
