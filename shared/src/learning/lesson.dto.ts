import { z } from 'zod';
import { id, instant } from '../platform';
import { assignmentBody } from './assignment.dto';
import { lock } from './course.dto';
import { quizBody } from './quiz.dto';
import { lessonKinds, share, type LessonKind } from './structure';

/** Formatted text; what is not on the server's list of harmless elements is taken out. Pictures and files name `/api/v1/courses/…/files/…`. */
export const html = z.string().max(200_000);

/** What stands in a lesson, one shape a kind. */
export const lessonBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), html }),
  /** '' until somebody has put the address in; a course with such a lesson cannot be published */
  z.strictObject({ kind: z.literal('link'), url: z.union([z.literal(''), z.httpUrl().max(2_000)]), html }),
  z.strictObject({
    ...{ kind: z.literal('video'), videoId: id.nullable(), html },
    /** watched so far, it is done */
    completeAt: share,
  }),
  quizBody,
  assignmentBody,
]);
export type LessonBody = z.infer<typeof lessonBody>;
export type BodyOf<K extends LessonBody['kind']> = Extract<LessonBody, { kind: K }>;

/** What a new lesson begins with. */
export const emptyBodies: { [K in LessonKind]: BodyOf<K> } = {
  video: { kind: 'video', videoId: null, html: '', completeAt: 0.9 },
  text: { kind: 'text', html: '' },
  link: { kind: 'link', url: '', html: '' },
  quiz: {
    ...{ kind: 'quiz', html: '', questionIds: [], draw: [], shuffle: false, minutes: null },
    ...{ attempts: 0, passAt: 0.5, feedback: 'answers', closesAt: null },
  },
  assignment: {
    ...{ kind: 'assignment', html: '', points: 10, dueAt: null, late: { kind: 'taken' } },
    ...{ mostFiles: 3, rubric: [] },
  },
};

/** A lesson in the editor. `version` counts saves of this lesson; one that was made to an older version is a conflict. */
export const lessonDraft = z.object({
  lessonId: id,
  courseId: id,
  version: z.int(),
  body: lessonBody,
  savedAt: instant,
  savedBy: z.string(),
  /** differs from what learners see */
  changed: z.boolean(),
});
export type LessonDraft = z.infer<typeof lessonDraft>;

export const lessonSave = z.strictObject({ version: z.int().min(0), body: lessonBody });
export type LessonSave = z.output<typeof lessonSave>;

/** A lesson as whoever learns sees it; of quizzes and assignments only what may be known before, by their own routes the rest. */
export const lessonView = z.object({
  lessonId: id,
  courseId: id,
  kind: z.enum(lessonKinds),
  title: z.string(),
  preview: z.boolean(),
  body: lessonBody,
  doneAt: instant.nullable(),
  score: share.nullable(),
  watched: share.nullable(),
  previousId: id.nullable(),
  nextId: id.nullable(),
  nextLocks: z.array(lock),
});
export type LessonView = z.infer<typeof lessonView>;
