import { Schema } from 'mongoose';
import {
  collection,
  number,
  optionalNumber,
  optionalText,
  strictly,
  text,
} from '../../../platform/database/collection';

/** A certificate as it was given: all that stands on its paper is here, so that it says the same when course or school are renamed. */
export interface CertificateRecord {
  /** derived from course and person: there is one */
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  personId: string;
  /** see `certificateAlphabet` */
  code: string;
  name: string;
  course: string;
  school: string;
  /** by the district's clock, and the day of it in the school's zone */
  issuedAt: number;
  date: string;
  /** believed seconds of video */
  seconds: number;
  revokedAt: number | null;
  revokedOn: string | null;
  revokedBy: string | null;
  reason: string | null;
}

const certificate = new Schema<CertificateRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, personId: text },
    ...{ code: text, name: text, course: text, school: text, issuedAt: number, date: text, seconds: number },
    ...{ revokedAt: optionalNumber, revokedOn: optionalText, revokedBy: optionalText, reason: optionalText },
  },
  strictly,
);
certificate.index({ code: 1 }, { unique: true });
certificate.index({ personId: 1, issuedAt: -1, _id: -1 });
certificate.index({ courseId: 1, issuedAt: -1, _id: -1 });
export const CertificateModel = collection('certificates', certificate);
