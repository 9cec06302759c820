/** What other modules, and the demo, may ask of learning. */
export { demoRubric, handInDemo } from './assignments/demo-assignment';
export { addLesson, addModule } from './courses/add-to-draft';
export { changeCourse } from './courses/change-course';
export { createCourse } from './courses/create-course';
export { enrolClass } from './courses/enrol';
export { finishLesson } from './courses/finish-lesson';
export { saveLesson } from './courses/lesson-draft';
export { listCourses } from './courses/list-courses';
export { readCourse } from './courses/present-course';
export { publishCourse } from './courses/publish-course';
export { setStructure } from './courses/set-structure';
export { addFile } from './files/add-file';
export { addDemoQuestions } from './quizzes/demo-quiz';
export { addDemoFilm } from './video/demo-film';
