/** Those who ask. Of one school, in which `teacher` has a class of `student` and `classmate`, and `colleague` another one. */
export const actors = [
  'districtAdmin',
  'schoolAdmin',
  'office',
  'teacher',
  'colleague',
  /** covers the teacher's class now */
  'substitute',
  /** the cover ended this morning */
  'formerSubstitute',
  /** taught the class until last week, and still teaches in the school */
  'pastTeacher',
  'student',
  'classmate',
  /** of `student` */
  'guardian',
  'classmatesGuardian',
  /** of `student` until last week, and still a guardian in the school's eyes */
  'formerGuardian',
  /** taught the class; every role ended last week */
  'formerMember',
  /** admins in a session without the second factor that their district asks for */
  'sleepingDistrictAdmin',
  'sleepingSchoolAdmin',
  'nobody',
] as const;
export type Actor = (typeof actors)[number];

/** Whose the thing is. */
export const relations = [
  /** of the class that `teacher` has, and of `student` */
  'own',
  'classmate',
  'otherClass',
  'otherSchool',
  'otherDistrict',
  'never',
  /** another school's thing under the address of the own school */
  'strayed',
] as const;
export type Relation = (typeof relations)[number];

/** Who may do it and with whose things. Who is not named is stopped at the door; who has none gets through it and no further. */
export type Grants = Partial<Record<Actor, readonly Relation[]>>;

/** What a request is about, and so which relations there are. */
export const kinds = {
  /** whoever asks, or their district: there is no other */
  me: ['own'],
  district: ['own', 'otherDistrict', 'never'],
  school: ['own', 'otherSchool', 'otherDistrict', 'never'],
  class: ['own', 'otherClass', 'otherSchool', 'otherDistrict', 'never'],
  pupil: ['own', 'classmate', 'otherClass', 'otherSchool', 'otherDistrict', 'never'],
} as const satisfies Record<string, readonly Relation[]>;
export type Kind = keyof typeof kinds;

const inClass = ['own', 'classmate'] as const;
const inSchool = [...inClass, 'otherClass'] as const;

export const district = { districtAdmin: [...inSchool, 'otherSchool'] } satisfies Grants;
export const schoolAdmin = { schoolAdmin: inSchool } satisfies Grants;
export const office = { ...schoolAdmin, office: inSchool } satisfies Grants;

/** Of the class, on the days and in the hours they have it. */
export const classTeachers = {
  teacher: inClass,
  colleague: ['otherClass'],
  substitute: inClass,
  formerSubstitute: [],
  pastTeacher: [],
} satisfies Grants;
/** The same without who stands in for a few hours. */
export const teachers = {
  ...{ teacher: inSchool, colleague: inSchool, substitute: inSchool },
  ...{ formerSubstitute: inSchool, pastTeacher: inSchool },
} satisfies Grants;
export const self = { student: ['own'], classmate: ['classmate'] } satisfies Grants;
export const family = {
  guardian: ['own'],
  classmatesGuardian: ['classmate'],
  formerGuardian: [],
} satisfies Grants;

/** Who makes a course, or looks after its school; as rows about a class: their course is the class's. */
export const courseStaff = {
  ...{ ...district, ...schoolAdmin },
  ...{ teacher: inClass, colleague: ['otherClass'], substitute: [], formerSubstitute: [], pastTeacher: [] },
} satisfies Grants;
/** The same without a district's admin, who looks and changes nothing. */
export const courseMakers = {
  ...schoolAdmin,
  ...{ teacher: inClass, colleague: ['otherClass'], substitute: [], formerSubstitute: [], pastTeacher: [] },
} satisfies Grants;
/** Whoever learns in the course of the class. */
export const learners = { student: inClass, classmate: inClass } satisfies Grants;

/** Every role that anybody awake has. */
export const everyone = {
  ...{ districtAdmin: ['own'], schoolAdmin: ['own'], office: ['own'] },
  ...{ teacher: ['own'], colleague: ['own'], substitute: ['own'], formerSubstitute: ['own'] },
  ...{ pastTeacher: ['own'], student: ['own'], classmate: ['own'] },
  ...{ guardian: ['own'], classmatesGuardian: ['own'], formerGuardian: ['own'] },
} satisfies Grants;

/** Whoever may it at all, but with nobody's things yet. */
export function asked(grants: Grants): Grants {
  return Object.fromEntries(Object.keys(grants).map((actor) => [actor, []]));
}
