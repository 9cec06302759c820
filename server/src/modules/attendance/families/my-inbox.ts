import { isUntaken, type Inbox, type InboxItem } from '@quad/shared/attendance';
import { addDays } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { dayOn } from '../../../platform/http/day';
import { namesOf } from '../../identity';
import { classNameOf, timetableOf } from '../../schools';
import { absences, presentAbsences } from './absences.present';
import { alerts, presentAlerts } from './answer-alert';
import { anyOf, classesNow, staffAudiences } from './list-requests';
import { decidingSchools } from './list-absences';
import { markRequests, presentRequests } from './mark-requests.present';
import { NudgeModel } from './nudge.model';
import { registers } from '../register.repository';

interface Part {
  /** how many wait, also those there is no room for */
  waiting: number;
  items: InboxItem[];
}

const nothing: Part = { waiting: 0, items: [] };
const roomFor = 20;
const answeredDays = 7;

/** What waits for the actor, by every role they have; read from what it is about, so it is done when that is. */
export async function myInbox(ctx: Context): Promise<Inbox> {
  ctx.authorize('inbox:own', { personId: ctx.actor.personId });
  const parts = await Promise.all([
    alertsToAnswer(ctx),
    nudged(ctx),
    openRequests(ctx),
    pendingReports(ctx),
    answered(ctx),
  ]);
  return {
    now: ctx.now(),
    timeZone: ctx.district.timeZone,
    waiting: parts.reduce((sum, part) => sum + part.waiting, 0),
    items: parts.flatMap((part) => part.items),
  };
}

async function alertsToAnswer(ctx: Context): Promise<Part> {
  const { children } = ctx.actor;
  if (children.length === 0) return nothing;
  const open = { pupil: { $in: [...children] }, state: 'sent' as const };
  const found = await alerts(ctx).find(
    { ...open, date: { $gte: daysAgo(ctx, answeredDays) } },
    { sort: { date: -1 }, limit: roomFor },
  );
  const shown = await presentAlerts(ctx, found);
  return { waiting: found.length, items: shown.map((alert) => ({ kind: 'alert', alert })) };
}

/** Reminders of the last days about registers that are still untaken. */
async function nudged(ctx: Context): Promise<Part> {
  const classes = classesNow(ctx);
  if (classes.length === 0) return nothing;
  const nudges = await scoped(NudgeModel, ctx.scope).find(
    { classId: { $in: classes }, date: { $gte: daysAgo(ctx, answeredDays) } },
    { sort: { date: -1 }, limit: 100 },
  );
  if (nudges.length === 0) return nothing;
  const [rows, names] = await Promise.all([
    registers(ctx).rows({ _id: { $in: nudges.map(({ _id }) => _id) } }),
    namesOf(
      nudges.map(({ by }) => by),
      ctx.scope.districtId,
      ctx.platform,
    ),
  ]);
  const untaken = new Set(rows.filter(isUntaken).map(({ _id }) => _id));
  const items = await Promise.all(
    nudges
      .filter(({ _id }) => untaken.has(_id))
      .map(async ({ _id, schoolId, classId, date, starts, by, at }) => ({
        ...{ kind: 'nudge' as const, registerId: _id, date, starts, at, by: names[by] ?? '' },
        className: classNameOf(await timetableOf(ctx, schoolId), classId),
      })),
  );
  return { waiting: items.length, items };
}

/** Queries for teachers; queries and corrections for the office. */
async function openRequests(ctx: Context): Promise<Part> {
  // what teachers asked the office themselves doesn't wait for them
  const audiences = staffAudiences(ctx).filter(
    (audience) => !('kind' in audience) || audience.kind === 'query',
  );
  if (audiences.length === 0) return nothing;
  const { rows, total } = await markRequests(ctx).page(
    { ...anyOf(audiences), state: 'open' },
    { sort: { at: -1, _id: -1 } },
  );
  const shown = await presentRequests(ctx, rows.slice(0, roomFor));
  return { waiting: total, items: shown.map((request) => ({ kind: 'request', request })) };
}

async function pendingReports(ctx: Context): Promise<Part> {
  const schools = decidingSchools(ctx);
  if (schools.length === 0) return nothing;
  const { rows, total } = await absences(ctx).page(
    { schoolId: { $in: schools }, state: 'pending' },
    { sort: { at: -1, _id: -1 } },
  );
  const shown = await presentAbsences(ctx, rows.slice(0, roomFor));
  return { waiting: total, items: shown.map((absence) => ({ kind: 'absence', absence })) };
}

/** What a family was answered in the last days. */
async function answered(ctx: Context): Promise<Part> {
  const pupils = [ctx.actor.personId, ...ctx.actor.children];
  const isFamily = ctx.actor.memberships.some(({ role }) => role === 'student' || role === 'guardian');
  if (!isFamily) return nothing;
  const since = ctx.now() - answeredDays * 86_400_000;
  const latest = { sort: { at: -1 as const }, limit: roomFor };
  const mine = { pupil: { $in: pupils } };
  const [requests, reports] = await Promise.all([
    markRequests(ctx).find({ ...mine, kind: 'query', answeredAt: { $gte: since } }, latest),
    absences(ctx).find({ pupil: { $in: [...ctx.actor.children] }, decidedAt: { $gte: since } }, latest),
  ]);
  const [shownRequests, shownReports] = await Promise.all([
    presentRequests(ctx, requests),
    presentAbsences(ctx, reports),
  ]);
  return {
    waiting: 0,
    items: [
      ...shownReports.map((absence) => ({ kind: 'absenceAnswered' as const, absence })),
      ...shownRequests.map((request) => ({ kind: 'requestAnswered' as const, request })),
    ],
  };
}

function daysAgo(ctx: Context, days: number): string {
  return addDays(dayOn(ctx.now(), ctx.district.timeZone), -days);
}
