import type { viewingContract } from '@quad/shared/learning';
import { asked, courseStaff, everyone, learners } from '../grants';
import type { Ask, Row, RowsOf } from '../row';
import type { Thing } from '../world';

const film = ({ videoLessonId }: Thing): Ask => ({ params: { lessonId: videoLessonId } });
const reading = { about: 'class', may: courseStaff } satisfies Row;
/** Whoever learns in the course; those who make it, as a preview of which nothing is written down. */
const watching = {
  ...{ about: 'class', refused: 404, again: ['viewings', 'viewing_clocks', 'course_enrolments'] },
  may: { ...asked(everyone), ...courseStaff, ...learners },
} satisfies Row;
const played = { viewing: 1, played: [[0, 4]], position: 4, playing: true };

export const viewingRows: RowsOf<typeof viewingContract> = {
  startViewing: { ...watching, ask: film },
  beat: { ...watching, ask: (thing) => ({ ...film(thing), body: played }) },
  learners: reading,
  watchers: reading,
  dropOff: { ...reading, ask: film },
};
