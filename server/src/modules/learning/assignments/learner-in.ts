import { Failure } from '../../../platform/http/failure';
import { enrolmentId } from '../course-access';
import { CourseEnrolmentModel, type CourseEnrolmentRecord, type CourseRecord } from '../course.model';

/** Somebody who learns or learned in the course. @throws Failure not_found */
export async function learnerIn(
  { _id: courseId, districtId }: CourseRecord,
  personId: string,
): Promise<CourseEnrolmentRecord> {
  const _id = enrolmentId(courseId, personId);
  const enrolment = await CourseEnrolmentModel.findOne({
    _id,
    districtId,
  }).lean<CourseEnrolmentRecord>();
  if (enrolment === null) throw new Failure('not_found');
  return enrolment;
}
