import type { AuditQuery, AuditRow } from '@quad/shared/audit';
import { addDays, instantOf, type Paged } from '@quad/shared/platform';
import type { QueryFilter } from 'mongoose';
import { AuditModel, type AuditRecord } from '../../platform/audit/audit.model';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { loadTimetable } from '../schools';
import { everOf, namesOf } from '../identity';
import { factsOf } from './facts-of';

const mostPeople = 20;

/** What was done in the actor's schools, or in the district. @throws Failure not_allowed, not_found for another's school */
export async function listAudit(ctx: Context, query: AuditQuery): Promise<Paged<AuditRow>> {
  const schools = readableSchools(ctx);
  const { person, act, outcome, school, from, to, page } = query;
  if (school !== undefined) await refuseUnseen(ctx, school, schools);
  const { timeZone } = ctx.district;
  const at = {
    ...(from !== undefined && { $gte: new Date(instantOf(from, '00:00', timeZone)) }),
    ...(to !== undefined && { $lt: new Date(instantOf(addDays(to, 1), '00:00', timeZone)) }),
  };
  const filter: QueryFilter<AuditRecord> = {
    ...(person !== undefined && { things: person }),
    ...(act !== undefined && { act }),
    ...(outcome !== undefined && { outcome }),
    ...(from === undefined && to === undefined ? {} : { at }),
    ...(school === undefined ? schools !== 'all' && { schoolId: { $in: schools } } : { schoolId: school }),
  };
  // of the district's own acts an admin of a school sees none, so the schools stand in the filter
  const within = scoped(AuditModel, { districtId: ctx.scope.districtId, schoolIds: 'all' });
  const found = await within.page(filter, { sort: { at: -1, _id: -1 }, page });
  return { ...found, rows: await present(ctx, found.rows, schools) };
}

function readableSchools(ctx: Context): string[] | 'all' {
  const { districtId } = ctx.scope;
  if (ctx.scope.schoolIds === 'all' && ctx.can('audit:read', { districtId })) return 'all';
  const own = ctx.actor.memberships.flatMap(({ schoolId }) => schoolId ?? []);
  const schools = [...new Set(own)].filter((schoolId) => ctx.can('audit:read', { districtId, schoolId }));
  if (schools.length === 0) throw new Failure('not_allowed');
  return schools;
}

async function refuseUnseen(ctx: Context, schoolId: string, schools: string[] | 'all'): Promise<void> {
  const seen = schools === 'all' || schools.includes(schoolId);
  const school = seen ? (await loadTimetable(schoolId, ctx.platform))?.school : undefined;
  if (school?.districtId !== ctx.scope.districtId) throw new Failure('not_found');
}

async function present(
  ctx: Context,
  records: readonly AuditRecord[],
  schools: string[] | 'all',
): Promise<AuditRow[]> {
  const ids = records.flatMap(({ by, things }) => [
    ...(by === null ? [] : [by]),
    ...things.slice(0, mostPeople),
  ]);
  const [names, places] = await Promise.all([namesSeen(ctx, ids, schools), schoolNames(ctx, records)]);
  return records.map((record) => {
    const { _id, at, clock, act, source, by, role, schoolId, outcome, code, things } = record;
    const { fields, sessionId, requestId } = record;
    const about = things.slice(0, mostPeople).filter((id) => id !== by && names[id] !== undefined);
    return {
      ...{ recordId: _id, at: at.getTime(), clock, act, source, role, outcome, code, fields },
      ...{ sessionId, requestId },
      by: by === null ? null : { personId: by, name: names[by] ?? null },
      school: schoolId === null ? null : { schoolId, name: places.get(schoolId) ?? null },
      people: [...new Set(about)].map((personId) => ({ personId, name: names[personId] ?? '' })),
      facts: factsOf({ ...record.params, ...record.facts }),
    };
  });
}

/** An id may be one that was only tried: whoever looks after a school learns no name of people who were never anything there. */
async function namesSeen(
  { platform, scope: { districtId } }: Context,
  ids: readonly string[],
  schools: string[] | 'all',
): Promise<Record<string, string>> {
  if (schools === 'all') return namesOf(ids, districtId, platform);
  const seen = await everOf({ districtId, schoolIds: [...schools, null] }, ids);
  return namesOf([...seen], districtId, platform);
}

async function schoolNames(
  { platform, scope: { districtId } }: Context,
  records: readonly AuditRecord[],
): Promise<Map<string, string>> {
  const ids = [...new Set(records.flatMap(({ schoolId }) => schoolId ?? []))];
  const found = await Promise.all(ids.map((schoolId) => loadTimetable(schoolId, platform)));
  const own = found.filter((each) => each?.school.districtId === districtId);
  return new Map(
    own.flatMap((each) => (each === null ? [] : [[each.school._id, each.school.name] as const])),
  );
}
