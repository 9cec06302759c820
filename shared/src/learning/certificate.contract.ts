import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import {
  courseCertificate,
  courseCertificateList,
  learningTime,
  myCertificateList,
  pupilLearning,
  verification,
} from './certificate.dto';

const certificateId = z.strictObject({ certificateId: id });
const ofCourse = z.strictObject({ courseId: id, certificateId: id });
const personId = z.strictObject({ personId: id });
const page = z.strictObject({ page: pageQuery.page });

/** Certificates, the time spent learning, and a pupil's courses. */
export const certificateContract = {
  myCertificates: endpoint({
    method: 'GET',
    path: '/me/certificates',
    summary: 'My certificates, the newest first',
    permission: 'course:learn',
    query: page,
    response: myCertificateList,
  }),
  certificateFile: endpoint({
    method: 'GET',
    path: '/me/certificates/:certificateId/file',
    summary: 'A certificate of mine as PDF',
    permission: 'course:learn',
    params: certificateId,
    response: null,
    download: true,
    errors: ['conflict'],
  }),
  verifyCertificate: endpoint({
    method: 'GET',
    path: '/certificates/:code',
    summary: 'Whether a certificate is genuine, for anybody who has its code',
    permission: 'public',
    params: z.strictObject({ code: z.string().trim().min(1).max(60) }),
    response: verification,
    errors: ['too_many_attempts'],
  }),
  courseCertificates: endpoint({
    method: 'GET',
    path: '/courses/:courseId/certificates',
    summary: 'Certificates of a course, the newest first',
    permission: 'course:read',
    params: z.strictObject({ courseId: id }),
    query: page,
    response: courseCertificateList,
  }),
  revokeCertificate: endpoint({
    method: 'POST',
    path: '/courses/:courseId/certificates/:certificateId/revoke',
    summary: 'Take a certificate back; whoever looks it up learns that',
    permission: 'course:edit',
    params: ofCourse,
    body: z.strictObject({ reason: z.string().trim().min(3).max(280) }),
    response: courseCertificate,
    errors: ['conflict'],
  }),
  restoreCertificate: endpoint({
    method: 'POST',
    path: '/courses/:courseId/certificates/:certificateId/restore',
    summary: 'Let a certificate hold again that was taken back',
    permission: 'course:edit',
    params: ofCourse,
    response: courseCertificate,
    errors: ['conflict'],
  }),
  myLearningTime: endpoint({
    method: 'GET',
    path: '/me/learning-time',
    summary: 'How long I watched what, as far as it is believed',
    permission: 'course:learn',
    response: learningTime,
  }),
  myLearningTimeFile: endpoint({
    method: 'GET',
    path: '/me/learning-time/file',
    summary: 'The statement of my learning time as PDF',
    permission: 'course:learn',
    response: null,
    download: true,
  }),
  learningTime: endpoint({
    method: 'GET',
    path: '/people/:personId/learning-time',
    summary: 'How long somebody watched what, in courses of schools I may see',
    permission: 'learning:pupil',
    params: personId,
    response: learningTime,
    proof: true,
  }),
  learningTimeFile: endpoint({
    method: 'GET',
    path: '/people/:personId/learning-time/file',
    summary: 'The statement of somebody’s learning time as PDF',
    permission: 'learning:pupil',
    params: personId,
    response: null,
    download: true,
    proof: true,
  }),
  pupilLearning: endpoint({
    method: 'GET',
    path: '/pupils/:pupilId/learning',
    summary: 'A pupil’s courses and how far they have come, the one they were last in first',
    permission: 'learning:pupil',
    params: z.strictObject({ pupilId: id }),
    query: page,
    response: pupilLearning,
  }),
};
