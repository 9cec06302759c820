import { z } from 'zod';
import { endpoint, id } from '../platform';

/** What a file of a course may be: pictures are drawn anew, everything else is only ever downloaded. */
export const courseFileTypes = [
  'image/jpeg',
  'image/png',
  'application/pdf',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
export const courseFileBytes = 8 * 1_024 ** 2;

/** A file that stands in a lesson or was handed in. */
export const courseFile = z.object({
  fileId: id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  url: z.string(),
});
export type CourseFile = z.infer<typeof courseFile>;

export const filesContract = {
  addFile: endpoint({
    method: 'POST',
    path: '/courses/:courseId/files',
    summary: 'Add a picture or a file to use in a lesson of the course',
    permission: 'course:edit',
    params: z.strictObject({ courseId: id }),
    query: z.strictObject({ name: z.string().trim().min(1).max(120) }),
    upload: { types: courseFileTypes, maxBytes: courseFileBytes },
    response: courseFile,
    errors: ['no_room', 'conflict'],
  }),
  file: endpoint({
    method: 'GET',
    path: '/courses/:courseId/files/:fileId',
    summary: 'A file of a lesson, or one that was handed in',
    permission: 'course:learn',
    params: z.strictObject({ courseId: id, fileId: id }),
    response: null,
    raw: true,
    errors: ['lesson_locked'],
  }),
};
