import { discussionContract } from '@quad/shared/learning';
import { routes } from '../../../platform/http/binder';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import type { Part } from '../../../platform/module';
import { hinting } from '../../../platform/realtime/stale';
import { learnerCourse } from '../course-access';
import { addPost } from './add-post';
import { discussionKept, discussionPersonal } from './discussion.personal';
import { editPost } from './edit-post';
import { listAnswers, listThreads } from './list-posts';
import { mentionable } from './mentionable';
import { PostModel } from './post.model';
import { pinThread, putPostBack, removePost, restorePost, takePostDown } from './remove-post';

const discussionRoutes = routes(discussionContract, {
  discussion: (ctx, { params, query }) => listThreads(ctx, params, query.page),
  addPost: (ctx, { params, body }) => addPost(ctx, params, body),
  answers: (ctx, { params, query }) => listAnswers(ctx, params, query.page),
  editPost: (ctx, { params, body }) => editPost(ctx, params, body.text),
  removePost: (ctx, { params }) => removePost(ctx, params),
  restorePost: (ctx, { params }) => restorePost(ctx, params),
  takePostDown: (ctx, { params, body }) => takePostDown(ctx, params, body.reason),
  putPostBack: (ctx, { params }) => putPostBack(ctx, params),
  pinThread: (ctx, { params, body }) => pinThread(ctx, params, body.pinned),
  mentionable: (ctx, { params, query }) => mentionable(ctx, params.courseId, query.q),
});

export const discussionPart: Part = {
  routes: discussionRoutes,
  models: [PostModel],
  personal: discussionPersonal,
  kept: discussionKept,
  topics: { talk: hasDiscussion },
  subscribers: [hinting(['posts'], ({ courseId }) => [`talk:${String(courseId)}`])],
};

/** Whoever may see the course; which of its lessons are open is asked when they are read. */
async function hasDiscussion(ctx: Context, courseId: string): Promise<boolean> {
  try {
    return (await learnerCourse(ctx, courseId)).course.discussion;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
