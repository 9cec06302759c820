import { randomBytes } from 'node:crypto';
import { certificateAlphabet } from '@quad/shared/learning';
import { newId } from '../../platform/database/connect';
import { CertificateModel } from '../../modules/learning/certificates/certificate.model';
import type { CoursePlace, CourseThings } from './base';

/** One that holds and one that was taken back. */
export async function certificateThings(place: CoursePlace, { courseId }: CourseThings) {
  const { districtId, schoolId, pupilId: personId } = place;
  const at = Date.parse('2026-03-03T10:00Z');
  const paper = () => ({
    ...{ _id: newId(), districtId, schoolId, courseId, personId, code: aCode(), issuedAt: at },
    ...{ name: 'Kim', course: 'Fractions', school: 'School', date: '2026-03-03', seconds: 600 },
  });
  const held = { ...paper(), revokedAt: null, revokedOn: null, revokedBy: null, reason: null };
  const takenBack = {
    revokedAt: at,
    revokedOn: '2026-03-03',
    revokedBy: place.teacherId,
    reason: 'A mistake',
  };
  const revoked = { ...paper(), ...takenBack };
  await CertificateModel.create([held, revoked]);
  return { certificateId: held._id, revokedCertificateId: revoked._id, certificateCode: held.code };
}

function aCode(): string {
  return [...randomBytes(20)].map((byte) => certificateAlphabet[byte % 32]).join('');
}
