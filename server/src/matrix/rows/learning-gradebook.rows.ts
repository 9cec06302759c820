import type { gradebookContract } from '@quad/shared/learning';
import { asked, courseMakers, courseStaff, everyone, learners } from '../grants';
import type { Ask, RowsOf } from '../row';
import type { Thing } from '../world';

const cell = ({ assignmentLessonId, pupilId }: Thing): Ask => ({
  params: { lessonId: assignmentLessonId, personId: pupilId },
});
const nothing = { override: null, excused: false };

export const gradebookRows: RowsOf<typeof gradebookContract> = {
  gradebook: { about: 'class', may: courseStaff },
  setGrade: {
    ...{ about: 'class', may: courseMakers, again: ['grades', 'course_enrolments'] },
    ask: (thing) => ({
      ...cell(thing),
      body: { override: 7, excused: false, was: nothing, reason: 'Oral' },
    }),
  },
  gradeHistory: { about: 'class', may: courseStaff, ask: cell },
  setGrading: {
    ...{ about: 'class', may: courseMakers, again: ['courses'] },
    ask: () => ({ body: { version: 0, categories: [], lessons: [] } }),
  },
  exportGrades: { about: 'class', may: courseStaff },
  importGrades: {
    ...{ about: 'class', may: courseMakers, again: ['grades', 'course_enrolments'] },
    ask: ({ pupilId, assignmentLessonId }) => ({
      body: { csv: `learner,A [${assignmentLessonId}]\n${pupilId},5\n`, digest: null },
    }),
  },
  myGrades: {
    ...{ about: 'class', refused: 404 },
    may: { ...asked(everyone), ...courseStaff, ...learners },
  },
};
