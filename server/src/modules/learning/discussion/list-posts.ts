import { answersShown, type Discussion, type Post } from '@quad/shared/learning';
import { pageOf, pageSize, type Paged } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { timetableOf } from '../../schools';
import type { PostRecord } from './post.model';
import { presentPosts } from './posts.present';
import { postFor, posts, talkBelow } from './talk-access';

type ThreadRecord = PostRecord & { newest: PostRecord[] };

/** Threads below a lesson with their newest answers: pinned ones, then the newest. @throws Failure not_found, lesson_locked */
export async function listThreads(
  ctx: Context,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  asked: number | undefined,
): Promise<Discussion> {
  const { course, mayWrite, mayModerate } = await talkBelow(ctx, courseId, lessonId);
  const below = { courseId, lessonId, threadId: null };
  const [total, { school }] = await Promise.all([posts(ctx).count(below), timetableOf(ctx, course.schoolId)]);
  const { page, pages, skip } = pageOf(total, asked);
  const found = await posts(ctx).aggregate<ThreadRecord>(below, [
    { $sort: { pinned: -1, at: -1, _id: -1 } },
    { $skip: skip },
    { $limit: pageSize },
    {
      $lookup: {
        ...{ from: 'posts', localField: '_id', foreignField: 'threadId', as: 'newest' },
        pipeline: [{ $sort: { at: -1, _id: -1 } }, { $limit: answersShown }],
      },
    },
  ]);
  const presented = await presentPosts(
    ctx,
    found.flatMap((thread) => [thread, ...thread.newest]),
  );
  const byId = new Map(presented.map((post) => [post.postId, post]));
  const rows = found.flatMap(({ _id, answers, newest }) => {
    const shown = newest.toReversed().flatMap((answer) => byId.get(answer._id) ?? []);
    const first = byId.get(_id);
    return first === undefined ? [] : [{ ...first, answers, newest: shown }];
  });
  return { rows, page, pages, total, mayWrite, mayModerate, timeZone: school.timeZone };
}

/** All answers of a thread, the oldest first. @throws Failure not_found, lesson_locked */
export async function listAnswers(
  ctx: Context,
  which: { courseId: string; postId: string },
  page: number | undefined,
): Promise<Paged<Post>> {
  const { threadId } = await postFor(ctx, which);
  if (threadId !== null) throw new Failure('not_found');
  const list = await posts(ctx).page({ threadId: which.postId }, { sort: { at: 1, _id: 1 }, page });
  return { ...list, rows: await presentPosts(ctx, list.rows) };
}
