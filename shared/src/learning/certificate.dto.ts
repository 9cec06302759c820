import { z } from 'zod';
import { id, instant, isoDate, paged } from '../platform';
import { share } from './structure';

/** Letters and digits that are not mistaken for one another; 20 of them are 100 bits. */
export const certificateAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
export const certificateLetters = 20;

/** What was typed, as codes are stored: without spaces and dashes, in capitals. It may still be no code at all. */
export function bareCode(typed: string): string {
  return typed.replace(/[\s–-]/g, '').toUpperCase();
}

/** `ABCDE-FGHJK-LMNPQ-RSTUV`, as it stands on paper. */
export function writtenCode(code: string): string {
  return (code.match(/.{1,5}/g) ?? []).join('-');
}

/** What stands on the paper, and whether the paper still holds. */
const onPaper = {
  certificateId: id,
  courseId: id,
  course: z.string(),
  school: z.string(),
  name: z.string(),
  /** the day of finishing, in the school's zone */
  date: isoDate,
  /** believed seconds of video */
  seconds: z.int(),
  code: z.string(),
  revokedAt: instant.nullable(),
};

export const myCertificate = z.object(onPaper);
export type MyCertificate = z.infer<typeof myCertificate>;
export const myCertificateList = paged(myCertificate);

/** For those who make the course. */
export const courseCertificate = z.object({
  ...onPaper,
  personId: id,
  revokedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type CourseCertificate = z.infer<typeof courseCertificate>;
export const courseCertificateList = paged(courseCertificate);

export const certificateStates = ['genuine', 'revoked', 'unknown'] as const;

/** What anybody with the code is told; the same shape whether there is such a certificate or not. */
export const verification = z.object({
  state: z.enum(certificateStates),
  name: z.string().nullable(),
  course: z.string().nullable(),
  school: z.string().nullable(),
  date: isoDate.nullable(),
  seconds: z.int().nullable(),
  revokedOn: isoDate.nullable(),
});
export type Verification = z.infer<typeof verification>;

/** The time somebody spent with videos, as far as it is believed. */
export const learningTime = z.object({
  name: z.string(),
  asOf: instant,
  timeZone: z.string(),
  seconds: z.int(),
  courses: z.array(
    z.object({
      courseId: id,
      title: z.string(),
      school: z.string(),
      seconds: z.int(),
      share,
      completedAt: instant.nullable(),
      lessons: z.array(z.object({ lessonId: id, title: z.string(), seconds: z.int() })),
    }),
  ),
});
export type LearningTime = z.infer<typeof learningTime>;

/** A course on the page of a child. */
export const pupilCourse = z.object({
  courseId: id,
  title: z.string(),
  subject: z.string(),
  /** required lessons done, of those there are */
  done: z.int(),
  of: z.int(),
  share,
  seconds: z.int(),
  /** the grade so far, of what was graded; null: nothing was */
  grade: share.nullable(),
  lastAt: instant.nullable(),
  completedAt: instant.nullable(),
});
export type PupilCourse = z.infer<typeof pupilCourse>;
export const pupilLearning = paged(pupilCourse).extend({ timeZone: z.string() });
