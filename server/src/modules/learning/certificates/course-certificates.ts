import type { CourseCertificate } from '@quad/shared/learning';
import { wallClock, type Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { timetableOf } from '../../schools';
import { staffCourse } from '../course-access';
import { CertificateModel, type CertificateRecord } from './certificate.model';
import { presentCertificate } from './my-certificates';

export async function courseCertificates(
  ctx: Context,
  courseId: string,
  page: number | undefined,
): Promise<Paged<CourseCertificate>> {
  await staffCourse(ctx, courseId, 'course:read');
  const list = await certificates(ctx).page({ courseId }, { sort: { issuedAt: -1, _id: -1 }, page });
  return { ...list, rows: await present(ctx, list.rows) };
}

/** @throws Failure not_found, conflict where it was taken back already */
export async function revokeCertificate(
  ctx: Context,
  { courseId, certificateId }: { courseId: string; certificateId: string },
  reason: string,
): Promise<CourseCertificate> {
  const { schoolId } = await staffCourse(ctx, courseId, 'course:edit');
  const { school } = await timetableOf(ctx, schoolId);
  const at = ctx.now();
  const revoked = { revokedAt: at, revokedOn: wallClock(at, school.timeZone).date };
  const $set = { ...revoked, revokedBy: ctx.actor.personId, reason };
  return changed(ctx, { _id: certificateId, courseId }, true, $set);
}

/** @throws Failure not_found, conflict where it holds */
export async function restoreCertificate(
  ctx: Context,
  { courseId, certificateId }: { courseId: string; certificateId: string },
): Promise<CourseCertificate> {
  await staffCourse(ctx, courseId, 'course:edit');
  const $set = { revokedAt: null, revokedOn: null, revokedBy: null, reason: null };
  return changed(ctx, { _id: certificateId, courseId }, false, $set);
}

function certificates(ctx: Context) {
  return scoped(CertificateModel, ctx.scope);
}

async function changed(
  ctx: Context,
  which: { _id: string; courseId: string },
  holds: boolean,
  $set: Partial<CertificateRecord>,
): Promise<CourseCertificate> {
  const was = { ...which, revokedAt: holds ? null : { $ne: null } };
  const count = await certificates(ctx).updateMany(was, { $set });
  const now = await certificates(ctx).findOne(which);
  if (now === null) throw new Failure('not_found');
  if (count === 0)
    throw new Failure('conflict', holds ? 'It was taken back already.' : 'This certificate holds.');
  const [presented] = await present(ctx, [now]);
  if (presented === undefined) throw new Error('one in, one out');
  return presented;
}

async function present(ctx: Context, records: readonly CertificateRecord[]): Promise<CourseCertificate[]> {
  const by = records.flatMap(({ revokedBy }) => revokedBy ?? []);
  const names = await namesOf(by, ctx.scope.districtId, ctx.platform);
  return records.map((record) => ({
    ...presentCertificate(record),
    ...{ personId: record.personId, reason: record.reason },
    revokedBy: record.revokedBy === null ? null : (names[record.revokedBy] ?? ''),
  }));
}
