import { z } from 'zod';
import { id, instant, paged } from '../platform';
import { mentionsIn, mostMentions } from './post-text';

export const postLetters = 4_000;
/** The newest answers that come with their thread. */
export const answersShown = 3;

/** Plain text; `@[id]` stands for a person of the course. */
export const postText = z
  .string()
  .trim()
  .min(1)
  .max(postLetters)
  .refine((text) => mentionsIn(text).length <= mostMentions, `names more than ${mostMentions} people`);

export const newPost = z.strictObject({
  /** the first post of the thread it answers; null begins one */
  threadId: id.nullable(),
  text: postText,
});
export type NewPost = z.output<typeof newPost>;

export const post = z.object({
  postId: id,
  threadId: id.nullable(),
  personId: id,
  name: z.string(),
  /** whoever wrote it makes the course */
  staff: z.boolean(),
  /** empty once it was removed */
  text: z.string(),
  /** what the people in the text are called now */
  names: z.record(id, z.string()),
  at: instant,
  editedAt: instant.nullable(),
  pinned: z.boolean(),
  /** by whom it was taken away: whoever wrote it, or staff with a reason */
  removed: z.object({ by: z.enum(['author', 'staff']), reason: z.string().nullable() }).nullable(),
});
export type Post = z.infer<typeof post>;

export const thread = post.extend({
  /** how many answers there are, removed ones too */
  answers: z.int(),
  /** the newest of them, the oldest of these first */
  newest: z.array(post),
});
export type Thread = z.infer<typeof thread>;

export const discussion = paged(thread).extend({
  mayWrite: z.boolean(),
  mayModerate: z.boolean(),
  timeZone: z.string(),
});
export type Discussion = z.infer<typeof discussion>;

export const answerList = paged(post);
