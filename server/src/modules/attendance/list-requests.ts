import type { MarkRequest } from '@quad/shared/attendance';
import type { Paged } from '@quad/shared/platform';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { isWithin } from '../schools';
import { decidingSchools } from './list-absences';
import { markRequests, presentRequests } from './mark-requests.present';

interface Asked {
  page?: number | undefined;
  state?: MarkRequest['state'] | undefined;
  kind?: MarkRequest['kind'] | undefined;
  pupil?: string | undefined;
}

/** What was asked about marks: in the actor's schools, else in the actor's classes, else about the actor and the actor's children. */
export async function listRequests(
  ctx: Context,
  { page, state, kind, pupil }: Asked,
): Promise<Paged<MarkRequest>> {
  ctx.authorize('inbox:own', { personId: ctx.actor.personId });
  const audience = audienceOf(ctx);
  const filter = {
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(pupil === undefined ? {} : { pupil }),
    // last, so that nothing asked for can widen it
    ...('pupil' in audience && pupil !== undefined
      ? { ...audience, pupil: { $in: audience.pupil.$in.filter((each) => each === pupil) } }
      : audience),
  };
  const found = await markRequests(ctx).page(filter, { sort: { at: -1, _id: -1 }, page });
  return { ...found, rows: await presentRequests(ctx, found.rows) };
}

type Audience =
  | { schoolId: { $in: string[] } }
  | { classId: { $in: string[] } }
  | { pupil: { $in: string[] }; kind: MarkRequest['kind'] };

/** Whose requests are the actor's concern; families see queries, never what teachers ask of the office. */
export function audienceOf(ctx: Context): Audience {
  const schools = decidingSchools(ctx);
  if (schools.length > 0) return { schoolId: { $in: schools } };
  const classes = classesTaught(ctx);
  if (classes.length > 0) return { classId: { $in: classes } };
  return { pupil: { $in: [ctx.actor.personId, ...ctx.actor.children] }, kind: 'query' };
}

export function classesTaught(ctx: Context): string[] {
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  return ctx.actor.teaches.filter((spell) => isWithin(spell, today)).map(({ classId }) => classId);
}
