import { z } from 'zod';
import { id, instant, isoDate, paged } from '../platform';
import { lessonKinds, releaseRule, share, structure } from './structure';

export const courseStates = ['draft', 'published', 'archived'] as const;
export type CourseState = (typeof courseStates)[number];

const title = z.string().trim().min(1).max(120);
const words = z.string().trim().max(2_000);

export const newCourse = z.strictObject({
  schoolId: id,
  title,
  summary: words,
  subject: z.string().trim().max(60),
});

/** Days in the school's zone, inclusive; null: no end on that side. */
const days = { startsOn: isoDate.nullable(), endsOn: isoDate.nullable() };

export const courseChanges = z.strictObject({
  /** what the change was made to; another one since is a conflict */
  version: z.int().min(0),
  ...z
    .strictObject({
      ...{ title, summary: words, subject: z.string().trim().max(60), ...days },
      /** whoever may edit it; the last one cannot take themselves away */
      teacherIds: z.array(id).min(1).max(20),
      /** finishing it gives a certificate */
      certificate: z.boolean(),
      /** learners may write below lessons */
      discussion: z.boolean(),
    })
    .partial().shape,
});
export type CourseChanges = z.output<typeof courseChanges>;

/** One of the courses somebody teaches or looks after. */
export const courseRow = z.object({
  courseId: id,
  schoolId: id,
  title: z.string(),
  subject: z.string(),
  state: z.enum(courseStates),
  teachers: z.array(z.string()),
  lessons: z.int(),
  learners: z.int(),
  ...days,
  /** the draft differs from what learners see */
  changed: z.boolean(),
  updatedAt: instant,
});
export type CourseRow = z.infer<typeof courseRow>;
export const courseList = paged(courseRow);
export const courseSorts = ['updated', 'title', 'starts'] as const;

/** A course as those see it who make it. */
export const courseDetail = z.object({
  courseId: id,
  schoolId: id,
  title: z.string(),
  summary: z.string(),
  subject: z.string(),
  state: z.enum(courseStates),
  version: z.int(),
  ...days,
  teachers: z.array(z.object({ personId: id, name: z.string() })),
  certificate: z.boolean(),
  discussion: z.boolean(),
  /** what is worked on */
  draft: structure,
  /** what learners see; null before it was published */
  live: structure.nullable(),
  changed: z.boolean(),
  publishedAt: instant.nullable(),
  classes: z.array(z.object({ classId: id, name: z.string(), code: z.string() })),
  learners: z.int(),
  /** whether whoever asks may change it */
  mayEdit: z.boolean(),
});
export type CourseDetail = z.infer<typeof courseDetail>;

export const structureChange = z.strictObject({ version: z.int().min(0), modules: structure });
export type StructureChange = z.output<typeof structureChange>;

/** A course on the page of whoever learns. */
export const myCourse = z.object({
  courseId: id,
  title: z.string(),
  subject: z.string(),
  teachers: z.array(z.string()),
  ...days,
  /** required lessons done, of those there are */
  done: z.int(),
  of: z.int(),
  share,
  /** seconds watched, as far as they are believed */
  seconds: z.int(),
  lastLessonId: id.nullable(),
  lastAt: instant.nullable(),
  completedAt: instant.nullable(),
});
export type MyCourse = z.infer<typeof myCourse>;
export const myCourseList = paged(myCourse);

export const lock = z.intersection(releaseRule, z.object({ waitsFor: id.optional() }));

/** A lesson in the outline a learner sees. */
export const outlineLesson = z.object({
  id,
  kind: z.enum(lessonKinds),
  title: z.string(),
  required: z.boolean(),
  locks: z.array(lock),
  doneAt: instant.nullable(),
  score: share.nullable(),
  watched: share.nullable(),
});
export type OutlineLesson = z.infer<typeof outlineLesson>;

/** A course as whoever learns sees it. Staff who look at it as learners do get the draft with nothing done. */
export const courseOutline = z.object({
  courseId: id,
  schoolId: id,
  title: z.string(),
  summary: z.string(),
  subject: z.string(),
  teachers: z.array(z.string()),
  ...days,
  timeZone: z.string(),
  now: instant,
  discussion: z.boolean(),
  certificate: z.boolean(),
  preview: z.boolean(),
  modules: z.array(z.object({ id, title: z.string(), lessons: z.array(outlineLesson) })),
  done: z.int(),
  of: z.int(),
  share,
  seconds: z.int(),
  nextLessonId: id.nullable(),
  completedAt: instant.nullable(),
});
export type CourseOutline = z.infer<typeof courseOutline>;
