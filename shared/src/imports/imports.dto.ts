import { z } from 'zod';
import { id, instant, paged } from '../platform';

/** What a file brings: a district's roster, a school's timetable, registers taken in another system. */
export const importKinds = ['roster', 'timetable', 'history'] as const;
export type ImportKindName = (typeof importKinds)[number];

/** What a change is about. */
export const importThings = [
  'school',
  'term',
  'period',
  'person',
  'role',
  'class',
  'enrolment',
  'teaching',
  'guardian',
  'lesson',
  'register',
] as const;
export type ImportThing = (typeof importThings)[number];

export const importOps = ['add', 'change', 'end'] as const;
export type ImportOp = (typeof importOps)[number];

/**
 * reading → ready | refused (nothing of it can be used) → applying → done.
 * A ready or stalled one may be discarded; one that was cut off while reading is interrupted and changed nothing; one that is cut off
 * while applying goes on by itself, and is stalled when going on fails again and again.
 */
export const importStates = [
  'reading',
  'ready',
  'refused',
  'interrupted',
  'discarded',
  'applying',
  'stalled',
  'done',
] as const;
export type ImportState = (typeof importStates)[number];

const count = z.int().min(0);
export const thingCounts = z.object({ add: count, change: count, end: count, same: count });
export type ThingCounts = z.infer<typeof thingCounts>;

/** A sentence about the file as a whole: `code` and what it speaks of, so that a screen can say it in its own language. */
export const importNotice = z.object({
  code: z.string(),
  file: z.string().nullable(),
  about: z.record(z.string(), z.string()),
});
export type ImportNotice = z.infer<typeof importNotice>;

/** With its English, for consoles; a screen has words of its own by the code. */
const saidNotice = importNotice.extend({ sentence: z.string() });

/**
 * People whom a bulk file leaves without any role or without any class, of all it governs: more than 5 % stop here until
 * somebody says how many they expect.
 */
export const importGuard = z.object({ ending: count, of: count, exceeded: z.boolean() });
export type ImportGuard = z.infer<typeof importGuard>;

export const importRow = z.object({
  importId: id,
  kind: z.enum(importKinds),
  schoolId: id.nullable(),
  fileName: z.string(),
  state: z.enum(importStates),
  by: id,
  byName: z.string(),
  at: instant,
  appliedAt: instant.nullable(),
  changes: count,
  /** rows that are not taken */
  refusals: count,
  /** rows that are taken without something they say */
  warnings: count,
});
export type ImportRow = z.infer<typeof importRow>;
export const importList = paged(importRow);

export const importDetails = importRow.extend({
  counts: z.partialRecord(z.enum(importThings), thingCounts),
  notices: z.array(saidNotice),
  guard: importGuard.nullable(),
  /** while reading: rows read; from then on: changes made of all that were planned */
  progress: z.object({ done: count, total: count }),
  /** why it is refused, interrupted or stalled */
  why: saidNotice.nullable(),
});
export type ImportDetails = z.infer<typeof importDetails>;

export const importChange = z.object({
  n: count,
  thing: z.enum(importThings),
  op: z.enum(importOps),
  /** the source's own key of the thing */
  key: z.string(),
  /** how people call it: “Amara Okafor”, “7B Mathematics · Amara Okafor” */
  label: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable(),
  fields: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type ImportChange = z.infer<typeof importChange>;
export const importChangeList = paged(importChange);

/** A row that is not taken, or (`warning`) is taken without something it says. */
export const importRefusal = z.object({
  file: z.string(),
  line: z.int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  severity: z.enum(['refused', 'warning']),
  /** a stable code with what it speaks of, as in notices; `sentence` says it in English for files and the console */
  code: z.string(),
  about: z.record(z.string(), z.string()),
  sentence: z.string(),
});
export type ImportRefusal = z.infer<typeof importRefusal>;
export const importRefusalList = paged(importRefusal);
