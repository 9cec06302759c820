import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import { beat, dropOff, learnerList, learnerSorts, risks, viewingState, watchers } from './viewing.dto';

const courseId = z.strictObject({ courseId: id });
const courseLesson = z.strictObject({ courseId: id, lessonId: id });

/** What learners watch, and how far they have come. */
export const viewingContract = {
  startViewing: endpoint({
    method: 'POST',
    path: '/courses/:courseId/lessons/:lessonId/viewings',
    summary: 'Begin to watch here: where I was, on whatever device, and a number later than all before',
    permission: 'course:learn',
    params: courseLesson,
    response: viewingState,
    ownRepeats: true,
    errors: ['lesson_locked', 'conflict'],
  }),
  beat: endpoint({
    method: 'POST',
    path: '/courses/:courseId/lessons/:lessonId/beats',
    summary: 'Say what was played; what was fetched and fits the time that went by counts',
    permission: 'course:learn',
    params: courseLesson,
    body: beat,
    response: viewingState,
    ownRepeats: true,
    errors: ['lesson_locked', 'conflict'],
  }),
  learners: endpoint({
    method: 'GET',
    path: '/courses/:courseId/learners',
    summary: 'Who learns, how far each has come, who is at risk',
    permission: 'course:read',
    params: courseId,
    query: z.strictObject({
      ...pageQuery,
      sort: z.enum(learnerSorts).optional(),
      risk: z.enum([...risks, 'any']).optional(),
    }),
    response: learnerList,
  }),
  watchers: endpoint({
    method: 'GET',
    path: '/courses/:courseId/watchers',
    summary: 'Who is watching what now, and where in it',
    permission: 'course:read',
    params: courseId,
    response: watchers,
  }),
  dropOff: endpoint({
    method: 'GET',
    path: '/courses/:courseId/lessons/:lessonId/drop-off',
    summary: 'How many watched each ten seconds of a video',
    permission: 'course:read',
    params: courseLesson,
    response: dropOff,
  }),
};
