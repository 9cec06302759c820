export { dangerouslyCreateDistrict } from './create-district';
export { districtCodeSet, setDistrictCodeSet, setSchoolAttendance } from './attendance-settings';
export { coversOf } from './covers';
export { dangerouslyAllDistricts, dangerouslySetOffset, districtOf } from './districts';
export { bringInSchool } from './import-school';
export { classesOfPupil, enrolmentsOfPupil, isEnrolled, rollOn, teachersOn, teachingOf } from './rolls';
export { refusal } from './refusal';
export { keepingSchools, setRetentionYears } from './retention';
export { offerSetUp } from './set-up';
export { schoolIdsOf, schoolsOf, type SchoolRow } from './schools';
export {
  classNameOf,
  dayKindOn,
  hasLessons,
  lessonsOn,
  loadTimetable,
  nextSchoolDay,
  refuseArchived,
  schoolOfClass,
  termOn,
  timetableOf,
  type LessonOn,
  type Timetable,
} from './timetable';
