import type { discussionContract } from '@quad/shared/learning';
import {
  asked,
  courseMakers,
  courseStaff,
  everyone,
  learners,
  type Actor,
  type Grants,
  type Relation,
} from '../grants';
import type { Row, RowsOf } from '../row';

/** Whoever makes the course or learns in it; for all others of the school it is not there. */
const talkers: Grants = { ...asked(everyone), ...courseStaff, ...learners };
const talk = { about: 'class', may: talkers, refused: 404 } satisfies Row;
const isOfCourse = (actor: Actor, relation: Relation): boolean => talkers[actor]?.includes(relation) === true;
/** People of a course read each other's names. */
const names = { shows: () => ['alderpupil'] };

/** The pupil whose course it is wrote it. */
const author: Grants = { ...asked(everyone), student: ['own'] };
const wrote = {
  ...{ about: 'class', may: author, refused: 404, again: ['posts'], ...names },
  but: (actor: Actor, relation: Relation) =>
    isOfCourse(actor, relation) && author[actor]?.includes(relation) !== true ? 403 : undefined,
} satisfies Row;
const moderate = { about: 'class', may: courseMakers, again: ['posts'], ...names } satisfies Row;

export const discussionRows: RowsOf<typeof discussionContract> = {
  discussion: {
    ...{ ...talk, ...names },
    ask: ({ textLessonId }) => ({ params: { lessonId: textLessonId } }),
  },
  addPost: {
    ...{ ...talk, ...names, again: ['posts'] },
    but: (actor, relation) => (actor === 'districtAdmin' && isOfCourse(actor, relation) ? 403 : undefined),
    ask: ({ textLessonId }, { n }) => ({
      ...{ params: { lessonId: textLessonId }, body: { threadId: null, text: `Hello ${n}` } },
    }),
  },
  answers: { ...talk, ...names },
  editPost: { ...wrote, ask: () => ({ body: { text: 'Another question' } }) },
  removePost: wrote,
  restorePost: { ...wrote, ask: ({ withdrawnPostId }) => ({ params: { postId: withdrawnPostId } }) },
  takePostDown: { ...moderate, ask: () => ({ body: { reason: 'Not here' } }) },
  putPostBack: { ...moderate, ask: ({ takenDownId }) => ({ params: { postId: takenDownId } }) },
  pinThread: { ...moderate, ask: () => ({ body: { pinned: true } }) },
  mentionable: { ...talk, ...names },
};
