import type { coursesContract } from '@quad/shared/learning';
import {
  asked,
  courseMakers,
  courseStaff,
  district,
  everyone,
  learners,
  schoolAdmin,
  teachers,
  type Actor,
  type Relation,
} from '../grants';
import type { Ask, Row, RowsOf } from '../row';
import type { Thing } from '../world';

const reading = { about: 'class', may: courseStaff } satisfies Row;
const making = { about: 'class', may: courseMakers, again: ['courses', 'lesson_contents'] } satisfies Row;
const enrolling = {
  about: 'class',
  may: courseMakers,
  again: ['courses', 'course_enrolments'],
} satisfies Row;
/** Whoever learns, and whoever makes the course, as a preview; what somebody may not learn is not there. */
const learning = {
  ...{ about: 'class', refused: 404 },
  may: { ...asked(everyone), ...courseStaff, ...learners },
} satisfies Row;
const text = ({ textLessonId }: Thing): Ask => ({ params: { lessonId: textLessonId } });
const looks = (actor: Actor, relation: Relation): boolean =>
  ((courseStaff as Partial<Record<Actor, readonly Relation[]>>)[actor] ?? []).includes(relation);

export const coursesRows: RowsOf<typeof coursesContract> = {
  courses: { about: 'me', may: { ...district, ...schoolAdmin, ...teachers } },
  createCourse: {
    ...{ about: 'school', may: { ...schoolAdmin, ...teachers }, again: ['courses'] },
    ask: ({ schoolId }) => ({ body: { schoolId, title: 'Decimals', summary: '', subject: '' } }),
  },
  course: reading,
  changeCourse: { ...making, ask: () => ({ body: { version: 1, title: 'Other fractions' } }) },
  addModule: { ...making, ask: () => ({ body: { title: 'Two' } }) },
  addCourseLesson: {
    ...making,
    ask: ({ moduleId }) => ({ body: { moduleId, kind: 'text', title: 'More' } }),
  },
  setStructure: { ...making, ask: () => ({ body: { version: 1, modules: [] } }) },
  publishCourse: { ...making, ask: () => ({ body: { version: 1 } }) },
  archiveCourse: making,
  restoreCourse: making,
  copyCourse: { ...making, ask: () => ({ body: { title: 'Fractions again' } }) },
  lessonDraft: { ...reading, ask: text },
  saveLesson: {
    ...making,
    ask: (thing) => ({ ...text(thing), body: { version: 1, body: { kind: 'text', html: '<p>Other</p>' } } }),
  },
  enrolClass: enrolling,
  leaveClass: enrolling,
  enrolPerson: { ...enrolling, ask: ({ sparePupilId }) => ({ params: { personId: sparePupilId } }) },
  leavePerson: { ...enrolling, ask: ({ pupilId }) => ({ params: { personId: pupilId } }) },
  courseCandidates: { about: 'class', may: courseMakers },
  myCourses: { about: 'me', may: everyone },
  courseOutline: learning,
  lessonView: { ...learning, ask: text },
  finishLesson: {
    ...{ ...learning, again: ['course_enrolments'] },
    ask: (thing) => ({ ...text(thing), body: { done: true } }),
    // nothing is written down of a preview
    but: (actor, relation) => (looks(actor, relation) ? 409 : undefined),
  },
};
