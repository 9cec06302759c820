export { dangerouslyCreateDistrict } from './create-district';
export { coversOf } from './covers';
export { dangerouslyAllDistricts, dangerouslySetOffset, districtOf } from './districts';
export { bringInSchool } from './import-school';
export { classesOfPupil, rollOn, teachersOn, teachingOf } from './rolls';
export { schoolIdsOf, schoolsOf, type SchoolRow } from './schools';
export {
  classNameOf,
  dayKindOn,
  hasLessons,
  isWithin,
  lessonsOn,
  loadTimetable,
  nextSchoolDay,
  termOn,
  timetableOf,
  type LessonOn,
  type Timetable,
} from './timetable';
