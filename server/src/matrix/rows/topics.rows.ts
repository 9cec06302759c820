import type { AttendanceClientEvents } from '@quad/shared/attendance';
import type { PlatformClientEvents } from '@quad/shared/platform';
import {
  classTeachers,
  courseStaff,
  district,
  family,
  learners,
  office,
  schoolAdmin,
  self,
  teachers,
} from '../grants';
import type { Row } from '../row';
import type { Thing } from '../world';

type TopicRow = Pick<Row, 'about' | 'may'> & { id: (thing: Thing) => string };

const staff = { ...district, ...office };
const admins = { ...district, ...schoolAdmin };
const ofDistrict = ({ districtId }: Thing): string => districtId;
const ofSchool = ({ schoolId }: Thing): string => schoolId;
const ofClass = ({ classId }: Thing): string => classId;
const ofCourse = ({ courseId }: Thing): string => courseId;
const ofPupil = ({ pupilId }: Thing): string => pupilId;

/** Who is let into which room. */
export const topicRows: Record<string, readonly TopicRow[]> = {
  // what a teacher's day follows; the office has the school's
  class: [{ about: 'class', may: classTeachers, id: ofClass }],
  summary: [{ about: 'class', may: { ...staff, ...classTeachers }, id: ofClass }],
  school: [{ about: 'school', may: staff, id: ofSchool }],
  setup: [{ about: 'school', may: { ...staff, ...teachers }, id: ofSchool }],
  people: [{ about: 'school', may: staff, id: ofSchool }],
  office: [{ about: 'school', may: office, id: ofSchool }],
  site: [{ about: 'school', may: { ...office, ...teachers }, id: ofSchool }],
  district: [{ about: 'district', may: district, id: ofDistrict }],
  schools: [{ about: 'district', may: staff, id: ofDistrict }],
  outbox: [{ about: 'district', may: district, id: ofDistrict }],
  pupil: [{ about: 'pupil', may: { ...staff, ...self, ...family }, id: ofPupil }],
  year: [{ about: 'pupil', may: { ...staff, ...self, ...family }, id: ofPupil }],
  import: [
    { about: 'school', may: admins, id: ({ importId }) => importId },
    { about: 'district', may: admins, id: ofDistrict },
  ],
  course: [{ about: 'class', may: { ...courseStaff, ...learners }, id: ofCourse }],
  progress: [{ about: 'class', may: courseStaff, id: ofCourse }],
  learning: [{ about: 'pupil', may: self, id: ofPupil }],
  talk: [{ about: 'class', may: { ...courseStaff, ...learners }, id: ofCourse }],
  notices: [{ about: 'pupil', may: self, id: ofPupil }],
  me: [{ about: 'pupil', may: self, id: ofPupil }],
};

/** What a socket may ask besides: who is let in, or `leaves` for what only lets go. */
export const eventRows: Record<
  keyof (PlatformClientEvents & AttendanceClientEvents),
  TopicRow | 'leaves' | 'topics'
> = {
  watch: 'topics',
  unwatch: 'leaves',
  'register:subscribe': {
    ...{ about: 'class', may: { ...staff, ...classTeachers } },
    id: ({ registerId }) => registerId,
  },
  'register:leave': 'leaves',
};
