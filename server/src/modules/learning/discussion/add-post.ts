import { mentionsIn, type NewPost, type Post } from '@quad/shared/learning';
import { newId } from '../../../platform/database/connect';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { tellOfPost } from './tell-of-post';
import { refuseStrangers } from './mentionable';
import { PostModel, type PostRecord } from './post.model';
import { presentPost } from './posts.present';
import { posts, writingBelow } from './talk-access';

/** @throws Failure not_found, not_allowed, lesson_locked, too_many_attempts, invalid_request, conflict in a thread that was taken away */
export async function addPost(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  { threadId, text }: NewPost,
): Promise<Post> {
  const talk = await writingBelow(ctx, courseId, lessonId);
  const { course, mayModerate } = talk;
  const by = ctx.actor.personId;
  await ctx.platform.limits.spend({ posts: by });
  const mentions = mentionsIn(text);
  const [thread] = await Promise.all([
    threadId === null ? null : threadOf(ctx, { courseId, lessonId, threadId }),
    refuseStrangers(course, mentions),
  ]);
  const { districtId, schoolId } = course;
  const at = ctx.now();
  const record: PostRecord = {
    ...{ _id: newId(), districtId, schoolId, courseId, lessonId, threadId, personId: by },
    ...{ staff: mayModerate, text, at, lastAt: at, editedAt: null, pinned: false, answers: 0, removed: null },
  };
  const answered = thread === null || thread.personId === by ? null : thread.personId;
  await inTransaction(async (session) => {
    await PostModel.create([record], { session });
    if (threadId !== null)
      await PostModel.updateOne(
        { _id: threadId, districtId },
        { $inc: { answers: 1 }, $max: { lastAt: at } },
        { session },
      );
    await tellOfPost({ post: record, talk, mentions, answered, key: record._id }, session);
  });
  return presentPost(ctx, record);
}

async function threadOf(
  ctx: Context,
  { courseId, lessonId, threadId }: { courseId: string; lessonId: string; threadId: string },
): Promise<PostRecord> {
  const thread = await posts(ctx).findOne({ _id: threadId, courseId, lessonId, threadId: null });
  if (thread === null) throw new Failure('not_found');
  if (thread.removed !== null) throw new Failure('conflict', 'What you answer was taken away.');
  return thread;
}
