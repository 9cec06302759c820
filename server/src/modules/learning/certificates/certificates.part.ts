import { certificateContract } from '@quad/shared/learning';
import { routes } from '../../../platform/http/binder';
import type { Part } from '../../../platform/module';
import { hinting } from '../../../platform/realtime/stale';
import { CertificateModel } from './certificate.model';
import { certificatesPersonal } from './certificates.personal';
import { courseCertificates, restoreCertificate, revokeCertificate } from './course-certificates';
import { issueCertificate } from './issue-certificate';
import { learningTimeFile, learningTimeOf, myLearningTime, myLearningTimeFile } from './learning-time';
import { certificateFile, myCertificates } from './my-certificates';
import { pupilLearning } from './pupil-learning';
import { verifyCertificate } from './verify-certificate';

const certificateRoutes = routes(certificateContract, {
  myCertificates: (ctx, { query }) => myCertificates(ctx, query.page),
  certificateFile: (ctx, { params }) => certificateFile(ctx, params.certificateId),
  verifyCertificate: (ctx, { params }) => verifyCertificate(ctx, params.code),
  courseCertificates: (ctx, { params, query }) => courseCertificates(ctx, params.courseId, query.page),
  revokeCertificate: (ctx, { params, body }) => revokeCertificate(ctx, params, body.reason),
  restoreCertificate: (ctx, { params }) => restoreCertificate(ctx, params),
  myLearningTime: (ctx) => myLearningTime(ctx),
  myLearningTimeFile: (ctx) => myLearningTimeFile(ctx),
  learningTime: (ctx, { params }) => learningTimeOf(ctx, params.personId),
  learningTimeFile: (ctx, { params }) => learningTimeFile(ctx, params.personId),
  pupilLearning: (ctx, { params, query }) => pupilLearning(ctx, params.pupilId, query.page),
});

export const certificatesPart: Part = {
  routes: certificateRoutes,
  models: [CertificateModel],
  effects: [issueCertificate],
  personal: certificatesPersonal,
  subscribers: [
    hinting(['certificates'], ({ personId, courseId }) => [
      `learning:${String(personId)}`,
      `progress:${String(courseId)}`,
    ]),
  ],
};
