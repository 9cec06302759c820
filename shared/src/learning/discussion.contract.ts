import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import { answerList, discussion, newPost, post, postText } from './discussion.dto';

const courseLesson = z.strictObject({ courseId: id, lessonId: id });
const coursePost = z.strictObject({ courseId: id, postId: id });

/** What is said below a lesson: threads of one level. */
export const discussionContract = {
  discussion: endpoint({
    method: 'GET',
    path: '/courses/:courseId/lessons/:lessonId/posts',
    summary: 'Threads below a lesson that is open to me: pinned ones, then the newest',
    permission: 'course:learn',
    params: courseLesson,
    query: z.strictObject({ page: pageQuery.page }),
    response: discussion,
    errors: ['lesson_locked'],
  }),
  addPost: endpoint({
    method: 'POST',
    path: '/courses/:courseId/lessons/:lessonId/posts',
    summary: 'Begin a thread, or answer in one',
    permission: 'course:learn',
    params: courseLesson,
    body: newPost,
    response: post,
    errors: ['lesson_locked', 'too_many_attempts', 'conflict'],
  }),
  answers: endpoint({
    method: 'GET',
    path: '/courses/:courseId/posts/:postId/answers',
    summary: 'All answers of a thread, the oldest first',
    permission: 'course:learn',
    params: coursePost,
    query: z.strictObject({ page: pageQuery.page }),
    response: answerList,
    errors: ['lesson_locked'],
  }),
  editPost: endpoint({
    method: 'PATCH',
    path: '/courses/:courseId/posts/:postId',
    summary: 'Change what I wrote; it is marked as changed',
    permission: 'course:learn',
    params: coursePost,
    body: z.strictObject({ text: postText }),
    response: post,
    errors: ['lesson_locked', 'too_many_attempts', 'conflict'],
  }),
  removePost: endpoint({
    method: 'DELETE',
    path: '/courses/:courseId/posts/:postId',
    summary: 'Take away what I wrote; a line stays in its place',
    permission: 'course:learn',
    params: coursePost,
    response: post,
    errors: ['lesson_locked', 'conflict'],
  }),
  restorePost: endpoint({
    method: 'POST',
    path: '/courses/:courseId/posts/:postId/restore',
    summary: 'Put back what I took away',
    permission: 'course:learn',
    params: coursePost,
    response: post,
    errors: ['lesson_locked', 'conflict'],
  }),
  takePostDown: endpoint({
    method: 'POST',
    path: '/courses/:courseId/posts/:postId/take-down',
    summary: 'Take away what somebody wrote, and say why',
    permission: 'course:edit',
    params: coursePost,
    body: z.strictObject({ reason: z.string().trim().min(3).max(280) }),
    response: post,
    errors: ['conflict'],
  }),
  putPostBack: endpoint({
    method: 'POST',
    path: '/courses/:courseId/posts/:postId/put-back',
    summary: 'Put back what staff took away',
    permission: 'course:edit',
    params: coursePost,
    response: post,
    errors: ['conflict'],
  }),
  pinThread: endpoint({
    method: 'PUT',
    path: '/courses/:courseId/posts/:postId/pin',
    summary: 'Keep a thread above the others, or let it go',
    permission: 'course:edit',
    params: coursePost,
    body: z.strictObject({ pinned: z.boolean() }),
    response: post,
    errors: ['conflict'],
  }),
  mentionable: endpoint({
    method: 'GET',
    path: '/courses/:courseId/mentionable',
    summary: 'Up to ten people of the course whose names have these letters',
    permission: 'course:learn',
    params: z.strictObject({ courseId: id }),
    query: z.strictObject({ q: pageQuery.q }),
    response: z.object({
      people: z.array(z.object({ personId: id, name: z.string(), staff: z.boolean() })),
    }),
  }),
};
