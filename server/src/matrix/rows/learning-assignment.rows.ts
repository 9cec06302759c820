import type { assignmentContract } from '@quad/shared/learning';
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
import type { Ask, Row, RowsOf } from '../row';
import type { Thing } from '../world';

const again = ['submissions', 'course_enrolments'];
const assignment = ({ assignmentLessonId }: Thing): Ask => ({ params: { lessonId: assignmentLessonId } });
const work = ({ assignmentLessonId, formerLearnerId }: Thing): Ask => ({
  params: { lessonId: assignmentLessonId, personId: formerLearnerId },
});
const looks = (actor: Actor, relation: Relation): boolean =>
  (courseStaff as Grants)[actor]?.includes(relation) === true;
/** Whoever learns has work of their own; whoever makes the course looks at an empty one, and hands nothing in. */
const own = {
  ...{ about: 'class', refused: 404, ask: assignment },
  may: { ...asked(everyone), ...courseStaff, ...learners },
} satisfies Row;
const writing = {
  ...{ ...own, again },
  but: (actor: Actor, relation: Relation) => (looks(actor, relation) ? 409 : undefined),
} satisfies Row;
const grading = { about: 'class', may: courseMakers, again } satisfies Row;
const letter = { type: 'application/pdf', content: '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n' };

export const assignmentRows: RowsOf<typeof assignmentContract> = {
  mySubmission: own,
  saveSubmission: {
    ...writing,
    ask: (thing) => ({ ...assignment(thing), body: { version: 0, text: 'Better work' } }),
  },
  addSubmissionFile: {
    ...{ ...writing, again: [...again, 'course_files', 'file_rooms'] },
    ask: (thing) => ({ ...assignment(thing), query: { name: 'letter.pdf' }, file: letter }),
  },
  removeSubmissionFile: {
    ...writing,
    ask: ({ assignmentLessonId, draftFileId }) => ({
      params: { lessonId: assignmentLessonId, fileId: draftFileId },
    }),
  },
  handIn: { ...writing, ask: (thing) => ({ ...assignment(thing), body: { version: 0 } }) },
  takeBack: writing,
  commentOwn: { ...writing, ask: (thing) => ({ ...assignment(thing), body: { text: 'How long?' } }) },
  submissions: { about: 'class', may: courseStaff, ask: assignment },
  submission: { about: 'class', may: courseStaff, ask: work },
  gradeSubmission: {
    ...grading,
    ask: (thing) => ({
      ...work(thing),
      body: { version: 0, points: 8, levels: [], feedback: '', giveBack: true },
    }),
  },
  returnSubmissions: {
    ...grading,
    ask: (thing) => ({ ...assignment(thing), body: { personIds: [thing.formerLearnerId] } }),
  },
  commentSubmission: { ...grading, ask: (thing) => ({ ...work(thing), body: { text: 'A page' } }) },
};
