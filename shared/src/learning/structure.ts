import { z } from 'zod';
import { id, instant } from '../platform';

export const lessonKinds = ['video', 'text', 'link', 'quiz', 'assignment'] as const;
export type LessonKind = (typeof lessonKinds)[number];

export const mostModules = 40;
/** the course's, because a learner's progress is worked out over all of them at once */
export const mostLessons = { module: 100, course: 400 };

/** Part of a whole, 0 to 1: of a video watched, of the points there are. */
export const share = z.number().min(0).max(1);

/** All rules of a lesson must be met before a learner gets in. */
export const releaseRule = z.discriminatedUnion('kind', [
  /** by the district's clock, ms */
  z.strictObject({ kind: z.literal('from'), at: instant }),
  /** every required lesson before it in the course is done */
  z.strictObject({ kind: z.literal('previous') }),
  z.strictObject({ kind: z.literal('score'), lessonId: id, share }),
  z.strictObject({ kind: z.literal('watched'), lessonId: id, share }),
]);
export type ReleaseRule = z.infer<typeof releaseRule>;

export const lesson = z.strictObject({
  id,
  kind: z.enum(lessonKinds),
  title: z.string().trim().min(1).max(120),
  /** counts towards finishing the course */
  required: z.boolean(),
  release: z.array(releaseRule).max(6),
});
export type Lesson = z.infer<typeof lesson>;

export const courseModule = z.strictObject({
  id,
  title: z.string().trim().min(1).max(120),
  lessons: z.array(lesson).max(mostLessons.module),
});
export type CourseModule = z.infer<typeof courseModule>;

/** A course from its first lesson to its last. */
export const structure = z.array(courseModule).max(mostModules);
export type Structure = z.infer<typeof structure>;

export function lessonsOf(modules: Structure): Lesson[] {
  return modules.flatMap(({ lessons }) => lessons);
}
