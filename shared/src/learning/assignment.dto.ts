import { z } from 'zod';
import { id, instant, paged } from '../platform';
import { courseFile } from './files.contract';

const points = z.number().min(0).max(1_000);

export const rubric = z
  .array(
    z.strictObject({
      id,
      title: z.string().trim().min(1).max(120),
      levels: z
        .array(z.strictObject({ label: z.string().trim().min(1).max(120), points }))
        .min(1)
        .max(8),
    }),
  )
  .max(12);

/** What is to be handed in. */
export const assignmentBody = z.strictObject({
  kind: z.literal('assignment'),
  html: z.string().max(200_000),
  /** where there is a rubric, its best levels count instead */
  points,
  /** ms by the district's clock; null: any time */
  dueAt: instant.nullable(),
  /** handed in late: refused, taken, or taken up to so many days for so much less a day begun, of the points there are */
  late: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('refused') }),
    z.strictObject({ kind: z.literal('taken') }),
    z.strictObject({
      kind: z.literal('less'),
      perDay: z.number().min(0).max(1),
      days: z.int().min(1).max(60),
    }),
  ]),
  mostFiles: z.int().min(0).max(10),
  rubric,
});
export type AssignmentBody = z.infer<typeof assignmentBody>;

export const submissionText = z.string().max(50_000);
export const commentText = z.string().trim().min(1).max(4_000);
export const mostComments = 200;
export const mostHandIns = 20;

/** The level chosen of each criterion, by its place from 0. */
export const chosenLevels = z
  .array(z.strictObject({ criterionId: id, level: z.int().min(0).max(7) }))
  .max(12);

/** `draft`: begun, or taken back; `graded`: not yet shown to the learner. */
export const submissionStates = ['draft', 'handedIn', 'graded', 'returned'] as const;
export type SubmissionState = (typeof submissionStates)[number];

/** A grade as it was given; `points` are what is left after lateness. */
export const submissionGrade = z.object({
  points: z.number(),
  of: z.number(),
  /** before lateness took its share */
  given: z.number(),
  levels: z.array(z.object({ criterionId: id, level: z.int() })),
  feedback: z.string(),
  by: z.string(),
  at: instant,
});
export type SubmissionGrade = z.infer<typeof submissionGrade>;

export const handIn = z.object({
  at: instant,
  text: z.string(),
  files: z.array(courseFile),
  /** days begun after it was due; 0: on time */
  lateDays: z.int(),
});
export type HandIn = z.infer<typeof handIn>;

export const submissionComment = z.object({
  id,
  by: z.string(),
  mine: z.boolean(),
  staff: z.boolean(),
  at: instant,
  text: z.string(),
});
export type SubmissionComment = z.infer<typeof submissionComment>;

/** One's own work on an assignment. */
export const mySubmission = z.object({
  state: z.enum(submissionStates),
  /** counts the changes of what is being written; one made to an older version is a conflict */
  version: z.int(),
  text: z.string(),
  files: z.array(courseFile),
  handIns: z.array(handIn),
  /** as it was returned */
  grade: submissionGrade.nullable(),
  comments: z.array(submissionComment),
  mayHandIn: z.boolean(),
  mayTakeBack: z.boolean(),
  /** days begun since it was due */
  lateDays: z.int(),
  /** staff who look at the draft of a course: nothing is kept */
  preview: z.boolean(),
  timeZone: z.string(),
  now: instant,
});
export type MySubmission = z.infer<typeof mySubmission>;

export const submissionFilters = ['all', 'missing', 'handedIn', 'late', 'graded', 'returned'] as const;
export type SubmissionFilter = (typeof submissionFilters)[number];

export const submissionRow = z.object({
  personId: id,
  name: z.string(),
  state: z.enum(['missing', ...submissionStates]),
  handedInAt: instant.nullable(),
  lateDays: z.int(),
  points: z.number().nullable(),
  comments: z.int(),
});
export type SubmissionRow = z.infer<typeof submissionRow>;

/** What was handed in for one assignment, by those who learn now; with a filter also by those who learned. */
export const submissionList = z.object({
  ...paged(submissionRow).shape,
  courseTitle: z.string(),
  title: z.string(),
  of: z.number(),
  dueAt: instant.nullable(),
  timeZone: z.string(),
  counts: z.record(z.enum(submissionFilters), z.int()),
  mayEdit: z.boolean(),
});
export type SubmissionList = z.infer<typeof submissionList>;

/** One learner's work, as it is graded. */
export const submissionDetail = z.object({
  personId: id,
  name: z.string(),
  state: z.enum(['missing', ...submissionStates]),
  version: z.int(),
  /** newest last; the last one is graded */
  handIns: z.array(handIn),
  grade: submissionGrade.nullable(),
  returnedAt: instant.nullable(),
  comments: z.array(submissionComment),
  assignment: assignmentBody,
  title: z.string(),
  of: z.number(),
  timeZone: z.string(),
  /** whose work waits for a grade next, by name; null when nobody's does */
  nextId: id.nullable(),
  waiting: z.int(),
  mayEdit: z.boolean(),
});
export type SubmissionDetail = z.infer<typeof submissionDetail>;

export const gradeSubmission = z.strictObject({
  version: z.int().min(0),
  /** of an assignment without a rubric */
  points: points.nullable(),
  levels: chosenLevels,
  feedback: z.string().trim().max(10_000),
  /** show it to the learner at once */
  giveBack: z.boolean(),
});
export type GradeSubmission = z.output<typeof gradeSubmission>;
