import { aboutOneself, discloseNobody, isRecorded } from '@quad/shared/audit';
import { errorCodes, id, permissions, type Endpoint, type Received, type Role } from '@quad/shared/platform';
import type { Route } from '../http/binder';
import { Context, type PublicContext } from '../http/context';
import { dayOn } from '../http/day';
import { asFailure } from '../http/problem';
import { noDistrict, type AuditRecord, type Disclosed } from './audit.model';
import { keptFacts } from './kept-facts';
import { beginRecord, recordDone, settleRecord, type NewRecord } from './record';

type Given = Received<Endpoint>;
const mostThings = 500;

/**
 * Runs the act between two lines of the audit: the first before it, so that whatever happens to this process no act is without
 * its record; the second says how it ended. An act whose record cannot be written is not done.
 */
export async function recorded<T>(
  { name, endpoint }: Route,
  ctx: Context | PublicContext,
  given: Given,
  requestId: string,
  act: () => Promise<T>,
): Promise<T> {
  if (!isRecorded(name, endpoint)) return act();
  const record = newRecord(name, endpoint, ctx, given, requestId);
  if (endpoint.permission === 'public') return recordedOnceDone(record, ctx, act);
  const recordId = await beginRecord(record);
  const settle = async (
    outcome: Parameters<typeof settleRecord>[1],
    answer: Record<string, unknown> = {},
  ): Promise<void> => {
    await settleRecord(recordId, outcome, knownNow(record, ctx, answer)).catch((error: unknown) =>
      ctx.log.warn({ err: error, recordId }, 'how an act ended was not recorded'),
    );
  };
  try {
    const answer = await act();
    await settle({ outcome: 'done' }, idsOf(answer));
    return answer;
  } catch (error) {
    const { code } = asFailure(error);
    await settle({ outcome: errorCodes[code].status < 500 ? 'refused' : 'failed', code });
    throw error;
  }
}

/** What anybody can ask for is recorded once it has worked: nobody unknown fills the audit with their tries. */
async function recordedOnceDone<T>(
  record: NewRecord,
  ctx: Context | PublicContext,
  act: () => Promise<T>,
): Promise<T> {
  const answer = await act();
  await recordDone({ ...record, ...knownNow(record, ctx, idsOf(answer)) }).catch((error: unknown) =>
    ctx.log.warn({ err: error, act: record.act }, 'an act was not recorded'),
  );
  return answer;
}

function newRecord(
  act: string,
  endpoint: Endpoint,
  ctx: Context | PublicContext,
  { params, query, body }: Given,
  requestId: string,
): NewRecord {
  const kept = [keptFacts(endpoint.query, query), keptFacts(endpoint.body, body)];
  const facts = Object.assign({}, ...kept.map((each) => each.facts)) as Record<string, unknown>;
  const fields = kept.flatMap((each) => each.fields);
  const place = keptFacts(endpoint.params, params).facts;
  const schoolId = idOf(place.schoolId) ?? idOf(facts.schoolId);
  const common = { act, requestId, params: place, facts, fields, schoolId };
  const things = idsIn({ ...place, ...facts });
  if (!(ctx instanceof Context))
    return {
      ...common,
      ...{ districtId: noDistrict, things: things.slice(0, mostThings) },
      source: endpoint.permission === 'operator' ? 'operator' : 'account',
    };
  const { personId, sessionId, districtId } = ctx.actor;
  return {
    ...{ ...common, districtId, sessionId, by: personId, clock: ctx.now() },
    source: endpoint.permission === 'session:own' ? 'account' : 'request',
    role: roleOf(ctx, endpoint),
    things: [personId, ...things].slice(0, mostThings),
    disclosed: disclosedBy(act, endpoint, ctx, { ...facts, ...place }),
  };
}

/** The use case has asked who may by now, and has found the school it is about. */
function knownNow(
  { schoolId = null, things = [], disclosed = null }: NewRecord,
  ctx: Context | PublicContext,
  answered: Record<string, unknown>,
): Partial<AuditRecord> {
  const found = { things: [...new Set([...things, ...idsIn(answered)])] };
  if (!(ctx instanceof Context))
    return {
      things: [...found.things, ...(ctx.about === undefined ? [] : [ctx.about.personId])],
      districtId: ctx.about?.districtId ?? idOf(answered.districtId) ?? noDistrict,
      // whoever sets a password by a code is known once it has worked
      by: idOf(answered.personId),
    };
  const { role, target } = ctx.authorized ?? {};
  return {
    ...found,
    schoolId: schoolId ?? target?.schoolId ?? null,
    ...(role !== undefined && { role }),
    // the file of a report of absence: who may see it was asked for its pupil
    disclosed: disclosed?.of.length === 0 ? { ...disclosed, of: idsIn([target?.personId]) } : disclosed,
  };
}

/** Before anything was asked: the first role of the actor the permission knows. */
function roleOf({ actor }: Context, { permission }: Endpoint): Role | null {
  if (permission === 'public' || permission === 'operator') return null;
  const grants = Object.keys(permissions[permission]);
  return actor.memberships.find(({ role }) => grants.includes(role))?.role ?? null;
}

/** Whom a file is about: the narrowest thing it was asked for. */
function disclosedBy(
  act: string,
  { download }: Endpoint,
  ctx: Context,
  asked: Record<string, unknown>,
): Disclosed | null {
  if (download !== true || discloseNobody.has(act)) return null;
  const narrowest = ['personId', 'pupilId', 'personIds', 'absenceId', 'classId', 'schoolId'];
  const key = aboutOneself.has(act) ? '' : narrowest.find((each) => each in asked);
  const of =
    key === 'absenceId'
      ? []
      : key === ''
        ? [ctx.actor.personId]
        : idsIn(asked[key ?? ''] ?? ctx.actor.districtId);
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  const day = (value: unknown): string => (typeof value === 'string' ? value : today);
  return { of, from: day(asked.from), to: day(asked.to) };
}

function idsOf(answer: unknown): Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null) return {};
  const named = Object.entries(answer as Record<string, unknown>).filter(
    ([key, value]) => /^id$|Ids?$/.test(key) && idsIn({ value }).length > 0,
  );
  return Object.fromEntries(named);
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return id.safeParse(value).success ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' && id.safeParse(value).success ? value : null;
}
