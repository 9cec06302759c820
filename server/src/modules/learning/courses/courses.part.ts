import { coursesContract } from '@quad/shared/learning';
import { routes } from '../../../platform/http/binder';
import type { Part } from '../../../platform/module';
import { learnerCourse, staffCourse } from '../course-access';
import { CourseEnrolmentModel, CourseModel, LessonContentModel } from '../course.model';
import { addLesson, addModule } from './add-to-draft';
import { courseCandidates } from './candidates';
import { changeCourse } from './change-course';
import { copyCourse } from './copy-course';
import { coursesKept, coursesPersonal } from './courses.personal';
import { coursesSubscribers } from './courses.subscribers';
import { createCourse } from './create-course';
import { enrolClass, enrolPerson, leaveClass, leavePerson } from './enrol';
import { finishLesson } from './finish-lesson';
import { followJob, followSubscribers } from './follow-rosters';
import { readLessonDraft, saveLesson } from './lesson-draft';
import { listCourses } from './list-courses';
import { myCourses } from './my-courses';
import { namesSubscriber } from './names-follow';
import { courseOutline } from './outline';
import { readCourse } from './present-course';
import { publishCourse, recountPublished } from './publish-course';
import { archiveCourse, restoreCourse } from './put-away';
import { setStructure } from './set-structure';
import { viewLesson } from './view-lesson';

const courseRoutes = routes(coursesContract, {
  courses: (ctx, { query }) => listCourses(ctx, query),
  createCourse: (ctx, { body }) => createCourse(ctx, body),
  course: (ctx, { params }) => readCourse(ctx, params.courseId),
  changeCourse: (ctx, { params, body }) => changeCourse(ctx, params.courseId, body),
  addModule: (ctx, { params, body }) => addModule(ctx, params.courseId, body.title),
  addCourseLesson: (ctx, { params, body }) => addLesson(ctx, params.courseId, body),
  setStructure: (ctx, { params, body }) => setStructure(ctx, params.courseId, body),
  publishCourse: (ctx, { params, body }) => publishCourse(ctx, params.courseId, body.version),
  archiveCourse: (ctx, { params }) => archiveCourse(ctx, params.courseId),
  restoreCourse: (ctx, { params }) => restoreCourse(ctx, params.courseId),
  copyCourse: (ctx, { params, body }) => copyCourse(ctx, params.courseId, body.title),
  lessonDraft: (ctx, { params }) => readLessonDraft(ctx, params.courseId, params.lessonId),
  saveLesson: (ctx, { params, body }) => saveLesson(ctx, params.courseId, params.lessonId, body),
  enrolClass: (ctx, { params }) => enrolClass(ctx, params.courseId, params.classId),
  leaveClass: (ctx, { params }) => leaveClass(ctx, params.courseId, params.classId),
  enrolPerson: (ctx, { params }) => enrolPerson(ctx, params.courseId, params.personId),
  leavePerson: (ctx, { params }) => leavePerson(ctx, params.courseId, params.personId),
  courseCandidates: (ctx, { params, query }) => courseCandidates(ctx, params.courseId, query.q),
  myCourses: (ctx, { query }) => myCourses(ctx, query),
  courseOutline: (ctx, { params }) => courseOutline(ctx, params.courseId),
  lessonView: (ctx, { params }) => viewLesson(ctx, params.courseId, params.lessonId),
  finishLesson: (ctx, { params, body }) => finishLesson(ctx, params.courseId, params.lessonId, body.done),
});

export const coursesPart: Part = {
  routes: courseRoutes,
  models: [CourseModel, LessonContentModel, CourseEnrolmentModel],
  subscribers: [...coursesSubscribers, ...followSubscribers, namesSubscriber],
  effects: [recountPublished],
  jobs: [followJob],
  personal: coursesPersonal,
  kept: coursesKept,
  topics: {
    // whoever may not is refused by what they ask for
    course: async (ctx, courseId) => (await learnerCourse(ctx, courseId)).course._id === courseId,
    progress: async (ctx, courseId) => (await staffCourse(ctx, courseId, 'course:read'))._id === courseId,
    learning: (ctx, personId) => Promise.resolve(ctx.actor.personId === personId),
  },
};
