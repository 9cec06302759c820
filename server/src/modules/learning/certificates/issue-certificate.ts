import { randomBytes } from 'node:crypto';
import { certificateAlphabet, certificateLetters, courseCompleted } from '@quad/shared/learning';
import { wallClock } from '@quad/shared/platform';
import { derivedId } from '../../../platform/database/derived-id';
import { inTransaction } from '../../../platform/database/transaction';
import { effect, type Delivery } from '../../../platform/outbox/effect';
import { displayName, personOf } from '../../identity';
import { loadTimetable } from '../../schools';
import { tell } from '../news/tell';
import { enrolmentId } from '../course-access';
import {
  CourseEnrolmentModel,
  CourseModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
} from '../course.model';
import { CertificateModel, type CertificateRecord } from './certificate.model';

export const issueCertificate = effect(
  courseCompleted,
  'issue the certificate',
  async ({ courseId, personId }, delivery) => {
    const given = await paperOf(courseId, personId, delivery);
    if (given === null) return;
    const { paper, course } = given;
    await inTransaction(async (session) => {
      const { upsertedCount } = await CertificateModel.updateOne(
        { _id: paper._id },
        { $setOnInsert: paper },
        { upsert: true, session },
      );
      if (upsertedCount === 0) return;
      const link = '/learning/certificates';
      await tell({ key: paper._id, kind: 'certificateIssued', course, to: [personId], link }, session);
    });
  },
);

/** What is to stand on it; null where the course gives none. */
async function paperOf(
  courseId: string,
  personId: string,
  { districtId, platform }: Delivery,
): Promise<{ paper: CertificateRecord; course: CourseRecord } | null> {
  const [course, enrolment, person] = await Promise.all([
    CourseModel.findOne({ _id: courseId, districtId }).lean<CourseRecord>(),
    CourseEnrolmentModel.findById(enrolmentId(courseId, personId)).lean<CourseEnrolmentRecord>(),
    personOf(districtId, personId),
  ]);
  if (course?.certificate !== true || person === null) return null;
  if (enrolment === null || enrolment.completedAt === null) return null;
  const { schoolId, title } = course;
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return null;
  const { name: school, timeZone } = timetable.school;
  const issuedAt = enrolment.completedAt;
  const paper = {
    ...{ _id: derivedId('certificate', courseId, personId), districtId, schoolId, courseId, personId },
    ...{ code: newCode(), name: displayName(person), course: title, school },
    ...{ issuedAt, date: wallClock(issuedAt, timeZone).date, seconds: enrolment.seconds },
    ...{ revokedAt: null, revokedOn: null, revokedBy: null, reason: null },
  };
  return { paper, course };
}

/** 32 letters divide 256, so each is as likely. */
function newCode(): string {
  const letters = [...randomBytes(certificateLetters)];
  return letters.map((byte) => certificateAlphabet[byte % certificateAlphabet.length]).join('');
}
