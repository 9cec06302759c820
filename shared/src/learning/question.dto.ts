import { z } from 'zod';
import { id, instant, paged } from '../platform';
import { share } from './structure';

export const questionTypes = [
  'single',
  'multiple',
  'trueFalse',
  'numeric',
  'text',
  'order',
  'match',
  'gaps',
] as const;
export type QuestionType = (typeof questionTypes)[number];

const words = z.string().trim().min(1).max(300);
const feedback = z.string().trim().max(1_000);
const typed = z.string().trim().min(1).max(120);
export const tag = z.string().trim().toLowerCase().min(1).max(40);

/** What every question has, whatever its type. */
const asked = {
  /** formatted text, made harmless by the server */
  prompt: z.string().trim().min(1).max(10_000),
  points: z.number().min(0.5).max(100),
  tags: z.array(tag).max(10),
  /** said with the result: to a whole answer, and to any other */
  whenRight: feedback,
  whenWrong: feedback,
};
const option = z.strictObject({ id, text: words, feedback });
const ignores = { ignoreCase: z.boolean(), ignoreSpaces: z.boolean(), ignoreAccents: z.boolean() };

function areUnique(all: readonly string[]): boolean {
  return new Set(all).size === all.length;
}
const idsOf = (all: readonly { id: string }[]): string[] => all.map((each) => each.id);

/** A question with its key. Ids of options are the server’s, at random: they say nothing of an order. */
export const question = z.discriminatedUnion('type', [
  z
    .strictObject({
      ...{ type: z.literal('single'), ...asked },
      options: z.array(option).min(2).max(12),
      rightId: id,
    })
    .refine(({ options }) => areUnique(idsOf(options)), { path: ['options'], error: 'ids must differ' })
    .refine(({ options, rightId }) => idsOf(options).includes(rightId), {
      ...{ path: ['rightId'], error: 'say which option is right' },
    }),
  z
    .strictObject({
      ...{ type: z.literal('multiple'), ...asked },
      options: z
        .array(option.extend({ right: z.boolean() }))
        .min(2)
        .max(12),
    })
    .refine(({ options }) => areUnique(idsOf(options)), { path: ['options'], error: 'ids must differ' })
    .refine(({ options }) => options.some(({ right }) => right), {
      ...{ path: ['options'], error: 'at least one option must be right' },
    }),
  z.strictObject({ type: z.literal('trueFalse'), ...asked, right: z.boolean() }),
  z.strictObject({
    ...{ type: z.literal('numeric'), ...asked, value: z.number().min(-1e12).max(1e12) },
    /** so far to either side is still right */
    tolerance: z.number().min(0).max(1e12),
    /** stands behind the field; may be typed, too */
    unit: z.string().trim().max(20),
  }),
  z.strictObject({
    ...{ type: z.literal('text'), ...asked, accepted: z.array(typed).min(1).max(20), ...ignores },
  }),
  z
    .strictObject({
      ...{ type: z.literal('order'), ...asked },
      /** in the right order */
      items: z
        .array(z.strictObject({ id, text: words }))
        .min(2)
        .max(12),
    })
    .refine(({ items }) => areUnique(idsOf(items)), { path: ['items'], error: 'ids must differ' }),
  z
    .strictObject({
      ...{ type: z.literal('match'), ...asked },
      pairs: z
        .array(z.strictObject({ id, left: words, rightId: id, right: words }))
        .min(2)
        .max(12),
      /** right sides that belong to nothing */
      others: z.array(z.strictObject({ id, text: words })).max(6),
    })
    .refine(
      ({ pairs, others }) =>
        areUnique([...pairs.flatMap((pair) => [pair.id, pair.rightId]), ...idsOf(others)]),
      { path: ['pairs'], error: 'ids must differ' },
    )
    .refine(
      ({ pairs, others }) =>
        areUnique([...pairs.map(({ right }) => right), ...others.map(({ text }) => text)]),
      { path: ['pairs'], error: 'two right sides are the same' },
    ),
  z
    .strictObject({
      ...{ type: z.literal('gaps'), ...asked, ...ignores },
      /** the text around the gaps: one more than there are gaps */
      segments: z.array(z.string().max(1_000)).min(2).max(21),
      gaps: z
        .array(z.strictObject({ accepted: z.array(typed).min(1).max(20) }))
        .min(1)
        .max(20),
    })
    .refine(({ segments, gaps }) => segments.length === gaps.length + 1, {
      ...{ path: ['segments'], error: 'there is one more piece of text than there are gaps' },
    }),
]);
export type Question = z.infer<typeof question>;
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

/** What somebody answers. A part that was left open is missing or empty. */
export const answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('single'), optionId: id }),
  z.strictObject({ type: z.literal('multiple'), optionIds: z.array(id).max(12) }),
  z.strictObject({ type: z.literal('trueFalse'), value: z.boolean() }),
  z.strictObject({ type: z.literal('numeric'), value: z.string().max(60) }),
  z.strictObject({ type: z.literal('text'), value: z.string().max(300) }),
  z.strictObject({ type: z.literal('order'), itemIds: z.array(id).max(12) }),
  z.strictObject({
    type: z.literal('match'),
    pairs: z.array(z.strictObject({ id, rightId: id })).max(12),
  }),
  z.strictObject({ type: z.literal('gaps'), values: z.array(z.string().max(120)).max(20) }),
]);
export type Answer = z.infer<typeof answer>;
export type AnswerOf<T extends QuestionType> = Extract<Answer, { type: T }>;

const shown = { questionId: id, prompt: z.string(), points: z.number() };
const choices = z.array(z.object({ id, text: z.string() }));

/** A question as whoever answers it sees it: an allow list, so that no key can slip through. */
export const shownQuestion = z.discriminatedUnion('type', [
  z.object({ type: z.literal('single'), ...shown, options: choices }),
  z.object({ type: z.literal('multiple'), ...shown, options: choices }),
  z.object({ type: z.literal('trueFalse'), ...shown }),
  z.object({ type: z.literal('numeric'), ...shown, unit: z.string() }),
  z.object({ type: z.literal('text'), ...shown }),
  z.object({ type: z.literal('order'), ...shown, items: choices }),
  z.object({ type: z.literal('match'), ...shown, lefts: choices, rights: choices }),
  z.object({ type: z.literal('gaps'), ...shown, segments: z.array(z.string()) }),
]);
export type ShownQuestion = z.infer<typeof shownQuestion>;

/** A question in the list of a course's bank. */
export const questionRow = z.object({
  questionId: id,
  type: z.enum(questionTypes),
  /** the first words of the prompt, without its format */
  words: z.string(),
  points: z.number(),
  tags: z.array(z.string()),
  archived: z.boolean(),
  updatedAt: instant,
});
export type QuestionRow = z.infer<typeof questionRow>;
export const questionList = paged(questionRow).extend({
  /** every tag of the bank, and how many questions that can be asked have it */
  tags: z.array(z.object({ tag: z.string(), questions: z.int() })),
});

export const questionDetail = z.object({
  questionId: id,
  courseId: id,
  version: z.int(),
  question,
  archived: z.boolean(),
  updatedAt: instant,
  updatedBy: z.string(),
  /** handed-in attempts that were graded by another key than this one */
  outdated: z.int(),
});
export type QuestionDetail = z.infer<typeof questionDetail>;

/** What a corrected key changed. Nobody loses points by it. */
export const regraded = z.object({
  attempts: z.int(),
  changed: z.int(),
  /** the first hundred */
  rows: z.array(
    z.object({ personId: id, name: z.string(), lesson: z.string(), before: share, after: share }),
  ),
});
export type Regraded = z.infer<typeof regraded>;
