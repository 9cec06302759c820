import { z } from 'zod';
import { id, instant, paged } from '../platform';
import { lessonKinds, share } from './structure';

export const mostCategories = 12;

/** How the grades of a course are weighed; without categories every point weighs the same. */
export const grading = z.strictObject({
  version: z.int().min(0),
  categories: z
    .array(
      z.strictObject({
        id,
        title: z.string().trim().min(1).max(60),
        /** among those of the others; what they add up to does not matter */
        weight: z.number().min(0).max(1_000),
        /** so many of the worst don't count */
        dropLowest: z.int().min(0).max(20),
      }),
    )
    .max(mostCategories),
  lessons: z.array(z.strictObject({ lessonId: id, categoryId: id })).max(500),
});
export type Grading = z.infer<typeof grading>;

export const noGrading: Grading = { version: 0, categories: [], lessons: [] };

/** What a course says of its grading, or that it says nothing yet. */
export function gradingOf(stored: unknown): Grading {
  return grading.safeParse(stored).data ?? noGrading;
}

/** A lesson that gives points. */
export const gradeColumn = z.object({
  lessonId: id,
  kind: z.enum(lessonKinds),
  title: z.string(),
  of: z.number(),
});
export type GradeColumn = z.infer<typeof gradeColumn>;

export const gradeSources = ['quiz', 'assignment', 'override'] as const;

/** What counts in a cell is `points`; `earned` is what the work itself gave. */
export const gradeCell = z.object({
  lessonId: id,
  points: z.number().nullable(),
  earned: z.number().nullable(),
  excused: z.boolean(),
  source: z.enum(gradeSources).nullable(),
});
export type GradeCell = z.infer<typeof gradeCell>;

export const gradeRow = z.object({
  personId: id,
  name: z.string(),
  total: share.nullable(),
  cells: z.array(gradeCell),
});
export type GradeRow = z.infer<typeof gradeRow>;

export const gradeSorts = ['name', 'total', 'totalDown'] as const;

export const gradebook = z.object({
  ...paged(gradeRow).shape,
  title: z.string(),
  timeZone: z.string(),
  columns: z.array(gradeColumn),
  grading,
  mayEdit: z.boolean(),
});
export type Gradebook = z.infer<typeof gradebook>;

/** What somebody sets by hand. `was` is what they saw: where it is not so any more the change is refused. */
export const cellValue = z.strictObject({
  override: z.number().min(0).max(100_000).nullable(),
  excused: z.boolean(),
});
export type CellValue = z.output<typeof cellValue>;
export const cellChange = z.strictObject({
  ...cellValue.shape,
  was: cellValue,
  reason: z.string().trim().max(200),
});
export type CellChange = z.output<typeof cellChange>;

export const cellStep = z.object({
  id,
  at: instant,
  by: z.string(),
  from: z.object({ override: z.number().nullable(), excused: z.boolean() }),
  to: z.object({ override: z.number().nullable(), excused: z.boolean() }),
  reason: z.string(),
});
export type CellStep = z.infer<typeof cellStep>;

/** Why a line or a column of a file was not taken. */
export const importRefusals = [
  'unreadable',
  'noLearnerColumn',
  'unknownColumn',
  'repeatedColumn',
  'unknownLearner',
  'repeatedLearner',
  'notANumber',
  'tooMany',
] as const;
export const importRefusal = z.object({
  /** the header is line 1 */
  line: z.int(),
  column: z.string(),
  reason: z.enum(importRefusals),
  value: z.string(),
});
export type GradeImportRefusal = z.infer<typeof importRefusal>;

export const gradeImport = z.strictObject({
  csv: z.string().max(2_000_000),
  /** what a dry run answered, to make exactly these changes; null: a dry run */
  digest: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .nullable(),
});

const importChange = z.object({
  line: z.int(),
  name: z.string(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
});
export const gradeImportResult = z.object({
  applied: z.boolean(),
  changes: z.int(),
  same: z.int(),
  /** the first of them */
  shown: z.array(importChange),
  refusals: z.int(),
  refused: z.array(importRefusal),
  digest: z.string(),
});
export type GradeImportResult = z.infer<typeof gradeImportResult>;

/** One's own grades in a course. */
export const myGrades = z.object({
  total: share.nullable(),
  rows: z.array(
    z.object({
      ...gradeColumn.shape,
      points: z.number().nullable(),
      excused: z.boolean(),
      category: z.string().nullable(),
    }),
  ),
});
export type MyGrades = z.infer<typeof myGrades>;
