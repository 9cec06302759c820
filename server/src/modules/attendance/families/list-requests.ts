import { isWithin } from '../../../platform/database/collection';
import type { MarkRequest } from '@quad/shared/attendance';
import type { Paged } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { decidingSchools } from './list-absences';
import { markRequests, presentRequests } from './mark-requests.present';

interface Asked {
  page?: number | undefined;
  state?: MarkRequest['state'] | undefined;
  kind?: MarkRequest['kind'] | undefined;
  pupil?: string | undefined;
}

/** What was asked about marks: in the schools the actor decides for, in the actor's classes, and about the actor and the actor's children. */
export async function listRequests(
  ctx: Context,
  { page, state, kind, pupil }: Asked,
): Promise<Paged<MarkRequest>> {
  ctx.authorize('inbox:own', { personId: ctx.actor.personId });
  const filter = {
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(pupil === undefined ? {} : { pupil }),
    ...anyOf([...staffAudiences(ctx), familyAudience(ctx)]),
  };
  const found = await markRequests(ctx).page(filter, { sort: { at: -1, _id: -1 }, page });
  return { ...found, rows: await presentRequests(ctx, found.rows) };
}

type Audience =
  | { schoolId: { $in: string[] } }
  | { classId: { $in: string[] }; kind: MarkRequest['kind'] }
  | { pupil: { $in: string[] }; kind: MarkRequest['kind'] };

/** Requests of any of these audiences; whoever has two roles is of both. */
export function anyOf(audiences: readonly Audience[]) {
  return { $and: [{ $or: [...audiences] }] };
}

/** Requests the actor may have to answer: all of a school for its office, queries of their classes for teachers. */
export function staffAudiences(ctx: Context): Audience[] {
  const schools = decidingSchools(ctx);
  const classes = classesNow(ctx);
  return [
    ...(schools.length > 0 ? [{ schoolId: { $in: schools } }] : []),
    ...(classes.length > 0 ? [{ classId: { $in: classes }, kind: 'query' as const }] : []),
    ...(classes.length > 0 ? [{ classId: { $in: classes }, kind: 'correction' as const }] : []),
  ];
}

/** Families see queries, never what teachers ask of the office. */
function familyAudience(ctx: Context): Audience {
  return { pupil: { $in: [ctx.actor.personId, ...ctx.actor.children] }, kind: 'query' };
}

/** The classes the actor teaches or covers now. */
export function classesNow(ctx: Context): string[] {
  const now = ctx.now();
  const today = dayOn(now, ctx.district.timeZone);
  const taught = ctx.actor.teaches.filter((spell) => isWithin(spell, today));
  const covered = ctx.actor.covers.filter(({ from, to }) => from <= now && now < to);
  return [...taught, ...covered].map(({ classId }) => classId);
}
