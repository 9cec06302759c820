import type { Disclosure } from '@quad/shared/audit';
import type { Paged } from '@quad/shared/platform';
import type { QueryFilter } from 'mongoose';
import { AuditModel, type AuditRecord } from '../../platform/audit/audit.model';
import { scoped } from '../../platform/database/scoped';
import type { Context } from '../../platform/http/context';
import { namesOf } from '../identity';
import { enrolmentsOfPupil } from '../schools';
import { personFor, type Found } from './person-for';

const families = ['student', 'guardian'];

/**
 * To whom files went in which a pupil stands: those about the pupil, and those of a class, a school or the district the pupil
 * belonged to on any of the days a file is about. @throws Failure not_found
 */
export async function listDisclosures(
  ctx: Context,
  pupilId: string,
  page: number | undefined,
): Promise<Paged<Disclosure>> {
  const found = await personFor(ctx, 'disclosure:read', pupilId);
  const { districtId } = ctx.scope;
  const covering = await coveringPupil(found, districtId);
  // a school sees what it gave away and what the district did; a family sees all
  const isFamily = [...found.mine.values()].some((role) => families.includes(role));
  const own = [...found.mine.keys()].filter((schoolId) => schoolId !== null);
  const seen = isFamily || ctx.scope.schoolIds === 'all' ? {} : { schoolId: { $in: [...own, null] } };
  const filter: QueryFilter<AuditRecord> = {
    $and: [{ $or: covering.map((each) => ({ districtId, ...each, ...seen, outcome: { $ne: 'refused' } })) }],
  };
  const within = scoped(AuditModel, { districtId, schoolIds: 'all' });
  const list = await within.page(filter, { sort: { at: -1, _id: -1 }, page });
  const names = await namesOf(
    list.rows.flatMap(({ by }) => by ?? []),
    districtId,
    ctx.platform,
  );
  return { ...list, rows: list.rows.flatMap((record) => present(record, found, districtId, names)) };
}

async function coveringPupil(
  { personId, memberships }: Found,
  districtId: string,
): Promise<QueryFilter<AuditRecord>[]> {
  const held = memberships.filter(({ role }) => role === 'student');
  const schoolIds = [...new Set(held.flatMap(({ schoolId }) => schoolId ?? []))];
  const enrolled = await enrolmentsOfPupil(personId, schoolIds);
  const during = (
    of: string,
    { from, to }: { from: string; to: string | null },
  ): QueryFilter<AuditRecord> => ({
    'disclosed.of': of,
    'disclosed.to': { $gte: from },
    ...(to !== null && { 'disclosed.from': { $lte: to } }),
  });
  return [
    { 'disclosed.of': personId },
    ...held.map((spell) => during(districtId, spell)),
    ...held.flatMap((spell) => (spell.schoolId === null ? [] : [during(spell.schoolId, spell)])),
    ...enrolled.map((spell) => during(spell.classId, spell)),
  ];
}

function present(
  { _id, at, act, by, role, disclosed }: AuditRecord,
  { personId, memberships }: Found,
  districtId: string,
  names: Record<string, string>,
): Disclosure[] {
  if (disclosed === null) return [];
  const { of, from, to } = disclosed;
  const scope = of.includes(personId)
    ? 'pupil'
    : of.includes(districtId)
      ? 'district'
      : memberships.some(({ schoolId }) => schoolId !== null && of.includes(schoolId))
        ? 'school'
        : 'class';
  const reader = by === null ? null : { personId: by, name: names[by] ?? null };
  return [{ recordId: _id, at: at.getTime(), act, to: reader, role, scope, from, until: to }];
}
