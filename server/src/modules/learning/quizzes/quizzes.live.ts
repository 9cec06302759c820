import type { Subscriber } from '../../../platform/module';
import { hinting } from '../../../platform/realtime/stale';

/** Attempts that begin or are handed in are news to those who make the course, and to other devices of whoever made them; saves are not. */
export const quizSubscribers: Subscriber[] = [
  hinting(['questions'], ({ courseId }) => [`progress:${String(courseId)}`]),
  hinting(['quiz_attempts'], ({ courseId, personId, state, sequence }) =>
    state === 'open' && sequence !== 0
      ? []
      : [`progress:${String(courseId)}`, `learning:${String(personId)}`],
  ),
];
