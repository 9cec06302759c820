import type { Post } from '@quad/shared/learning';
import type { UpdateQuery } from 'mongoose';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import type { PostRecord } from './post.model';
import { presentPost } from './posts.present';
import { ownPost, postForStaff, posts } from './talk-access';

interface Which {
  courseId: string;
  postId: string;
}

/** @throws Failure not_found, not_allowed, lesson_locked, conflict where it was taken away already */
export async function removePost(ctx: Context, which: Which): Promise<Post> {
  const { _id } = await ownPost(ctx, which);
  const removed = { by: 'author' as const, personId: ctx.actor.personId, at: ctx.now(), reason: null };
  return changed(ctx, { _id, removed: null }, { $set: { removed } });
}

/** What the actor took away themselves. @throws Failure not_found, not_allowed, lesson_locked, conflict */
export async function restorePost(ctx: Context, which: Which): Promise<Post> {
  const { _id } = await ownPost(ctx, which);
  return changed(ctx, { _id, 'removed.by': 'author' }, { $set: { removed: null } });
}

/** @throws Failure not_found, not_allowed, conflict where it was taken away already */
export async function takePostDown(ctx: Context, which: Which, reason: string): Promise<Post> {
  const { _id } = await postForStaff(ctx, which);
  const removed = { by: 'staff' as const, personId: ctx.actor.personId, at: ctx.now(), reason };
  return changed(ctx, { _id, removed: null }, { $set: { removed } });
}

/** @throws Failure not_found, not_allowed, conflict where staff did not take it away */
export async function putPostBack(ctx: Context, which: Which): Promise<Post> {
  const { _id } = await postForStaff(ctx, which);
  return changed(ctx, { _id, 'removed.by': 'staff' }, { $set: { removed: null } });
}

/** @throws Failure not_found, not_allowed, conflict where it is no thread */
export async function pinThread(ctx: Context, which: Which, pinned: boolean): Promise<Post> {
  const post = await postForStaff(ctx, which);
  const { _id, threadId } = post;
  if (threadId !== null) throw new Failure('conflict', 'Only the first post of a thread can be pinned.');
  await posts(ctx).updateMany({ _id }, { $set: { pinned } });
  return presentPost(ctx, { ...post, pinned });
}

async function changed(
  ctx: Context,
  was: Record<string, unknown> & { _id: string },
  update: UpdateQuery<PostRecord>,
): Promise<Post> {
  const count = await posts(ctx).updateMany(was, update);
  const now = await posts(ctx).findOne({ _id: was._id });
  if (now === null) throw new Failure('not_found');
  if (count === 0)
    throw new Failure('conflict', now.removed === null ? 'It stands again.' : 'It was taken away already.');
  return presentPost(ctx, now);
}
