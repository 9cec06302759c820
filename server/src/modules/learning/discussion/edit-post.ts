import { mentionsIn, type Post } from '@quad/shared/learning';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { refuseStrangers } from './mentionable';
import { PostModel, type PostRecord } from './post.model';
import { presentPost } from './posts.present';
import { ownPost, writingBelow } from './talk-access';
import { tellOfPost } from './tell-of-post';

/** Whoever is named anew is told. @throws Failure not_found, not_allowed, lesson_locked, too_many_attempts, invalid_request, conflict */
export async function editPost(
  ctx: Context,
  which: { courseId: string; postId: string },
  text: string,
): Promise<Post> {
  const post = await ownPost(ctx, which);
  const { _id, courseId, lessonId, districtId, text: before } = post;
  const talk = await writingBelow(ctx, courseId, lessonId);
  await ctx.platform.limits.spend({ posts: ctx.actor.personId });
  const mentions = mentionsIn(text);
  await refuseStrangers(talk.course, mentions);
  const known = mentionsIn(before);
  const fresh = mentions.filter((id) => !known.includes(id));
  const editedAt = ctx.now();
  const edited = await inTransaction(async (session) => {
    const key = `${_id}:${editedAt}`;
    await tellOfPost({ post, talk, mentions: fresh, answered: null, key }, session);
    return PostModel.findOneAndUpdate(
      { _id, districtId, removed: null },
      { $set: { text, editedAt } },
      { session, returnDocument: 'after' },
    ).lean<PostRecord>();
  });
  if (edited === null) throw new Failure('conflict', 'This was taken away.');
  return presentPost(ctx, edited);
}
