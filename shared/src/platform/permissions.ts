import type { Id, IsoDate } from './ids';

export const roles = ['districtAdmin', 'schoolAdmin', 'office', 'teacher', 'student', 'guardian'] as const;
export type Role = (typeof roles)[number];

/** What must hold between the actor and the thing, besides the role. */
type Condition =
  /** the thing lies in the district of a district-wide role */
  | 'district'
  /** the thing lies in the school of the membership */
  | 'school'
  /** the actor teaches the class the thing belongs to, on the day it is about, or covers for whoever does */
  | 'teaches'
  /** the actor is one of those who make the course the thing belongs to */
  | 'authors'
  /** the actor learns in the course the thing belongs to */
  | 'learns'
  /** the thing is about the actor */
  | 'self'
  /** the thing is about a child the actor is guardian of */
  | 'child';

/** Who may do what: the one table routes, sockets and buttons ask. A permission that is not here does not exist. */
export const permissions = {
  'session:own': everyone('self'),
  'timetable:own': everyone('self'),
  'class:own': { teacher: 'self' },
  'register:read': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school', teacher: 'teaches' },
  'register:open': { schoolAdmin: 'school', office: 'school', teacher: 'teaches' },
  'register:mark': { schoolAdmin: 'school', office: 'school', teacher: 'teaches' },
  'register:close': { schoolAdmin: 'school', office: 'school', teacher: 'teaches' },
  'register:reopen': { schoolAdmin: 'school', office: 'school', teacher: 'teaches' },
  'register:roll': { schoolAdmin: 'school', office: 'school' },
  'attendance:own': { student: 'self' },
  'attendance:pupil': {
    districtAdmin: 'district',
    schoolAdmin: 'school',
    office: 'school',
    student: 'self',
    guardian: 'child',
  },
  'board:read': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'day:read': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'register:nudge': { schoolAdmin: 'school', office: 'school' },
  'correction:ask': { teacher: 'teaches' },
  'correction:decide': { schoolAdmin: 'school', office: 'school' },
  'query:ask': { student: 'self', guardian: 'child' },
  'query:answer': { schoolAdmin: 'school', office: 'school', teacher: 'teaches' },
  'absence:report': { guardian: 'child' },
  'absence:read': { schoolAdmin: 'school', office: 'school', guardian: 'child' },
  'absence:decide': { schoolAdmin: 'school', office: 'school' },
  'alert:answer': { guardian: 'child' },
  'rollcall:run': { schoolAdmin: 'school', office: 'school', teacher: 'school' },
  'warning:read': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'report:read': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'inbox:own': everyone('self'),
  'course:create': { schoolAdmin: 'school', teacher: 'school' },
  'course:read': { districtAdmin: 'district', schoolAdmin: 'school', teacher: 'authors' },
  'course:edit': { schoolAdmin: 'school', teacher: 'authors' },
  /** staff learn, too: a training is a course */
  'course:learn': {
    districtAdmin: 'learns',
    schoolAdmin: 'learns',
    office: 'learns',
    teacher: 'learns',
    student: 'learns',
    guardian: 'learns',
  },
  /** how far a pupil has come in all their courses */
  'learning:pupil': {
    districtAdmin: 'district',
    schoolAdmin: 'school',
    office: 'school',
    student: 'self',
    guardian: 'child',
  },
  'school:import': { districtAdmin: 'district' },
  'school:create': { districtAdmin: 'district' },
  'school:read': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'school:manage': { districtAdmin: 'district', schoolAdmin: 'school' },
  'school:archive': { districtAdmin: 'district' },
  'district:manage': { districtAdmin: 'district' },
  'people:read': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'people:manage': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'admin:appoint': { districtAdmin: 'district' },
  'class:manage': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'cover:manage': { schoolAdmin: 'school', office: 'school' },
  'year:roll': { districtAdmin: 'district', schoolAdmin: 'school' },
  'clock:set': { districtAdmin: 'district' },
  /** rosters: the district; timetables and histories: a school's own admin too */
  'import:run': { districtAdmin: 'district', schoolAdmin: 'school' },
  'roster:import': { districtAdmin: 'district' },
  'roster:export': { districtAdmin: 'district' },
  'access:give': { districtAdmin: 'district', schoolAdmin: 'school', office: 'school' },
  'outbox:manage': { districtAdmin: 'district' },
  'mail:read': { districtAdmin: 'district' },
  'notice:own': everyone('self'),
  'audit:read': { districtAdmin: 'district', schoolAdmin: 'school' },
  'disclosure:read': {
    districtAdmin: 'district',
    schoolAdmin: 'school',
    office: 'school',
    student: 'self',
    guardian: 'child',
  },
  'data:own': everyone('self'),
  /** everything about somebody else */
  'data:export': { districtAdmin: 'district', schoolAdmin: 'school', guardian: 'child' },
  'person:erase': { districtAdmin: 'district' },
  'retention:manage': { districtAdmin: 'district', schoolAdmin: 'school' },
} as const satisfies Record<string, Partial<Record<Role, Condition>>>;

export type Permission = keyof typeof permissions;

/** Doors that no role opens: `public` needs nobody, `operator` needs the key in the data folder of the machine Quad runs on. */
export type RoutePermission = Permission | 'public' | 'operator';

export interface Membership {
  schoolId: Id | null;
  role: Role;
}

/** What is known of a person when a permission is decided; both sides hold the same facts. */
export interface ActorFacts {
  personId: Id;
  districtId: Id;
  memberships: readonly Membership[];
  teaches: readonly { classId: Id; schoolId: Id; from: IsoDate; to: IsoDate | null }[];
  /** classes handed to the actor for a time, by the district's clock (ms) */
  covers: readonly {
    classId: Id;
    schoolId: Id;
    from: number;
    to: number;
    date: IsoDate;
    lastDate: IsoDate;
  }[];
  children: readonly Id[];
  /** in the eyes of which schools; the server always knows it, a screen goes by `children` alone */
  guardianOf?: readonly { pupilId: Id; schoolId: Id }[];
}

/** What the permission is asked for. A missing fact never satisfies a condition that needs it. */
export interface Target {
  districtId?: Id;
  schoolId?: Id | null;
  classId?: Id;
  date?: IsoDate;
  personId?: Id;
  /** who makes the course, and whether the actor learns in it */
  authors?: readonly Id[];
  learns?: boolean;
  /** the district's clock (ms); a cover holds only between its moments */
  at?: number;
}

/** The role by which the actor may do it, or null. The first role in the table's order that fits is the one the audit names. */
export function roleFor(actor: ActorFacts, permission: Permission, target: Target): Role | null {
  const grants: Partial<Record<Role, Condition>> = permissions[permission];
  if (target.districtId !== undefined && target.districtId !== actor.districtId) return null;
  for (const [role, condition] of Object.entries(grants) as [Role, Condition][]) {
    const fits = actor.memberships.some((m) => m.role === role && holds(condition, actor, m, target));
    if (fits) return role;
  }
  return null;
}

export function can(actor: ActorFacts, permission: Permission, target: Target): boolean {
  return roleFor(actor, permission, target) !== null;
}

/** May the actor do this to anything at all? Decides whether a route or a menu entry is worth showing; never enough to act. */
export function mayEver(actor: ActorFacts, permission: Permission): boolean {
  // with whatever role or none: an admin wakes sleeping roles here, and whoever lost the last one still signs out
  if (permission === 'session:own') return true;
  const grants: Partial<Record<Role, Condition>> = permissions[permission];
  return actor.memberships.some((m) => grants[m.role] !== undefined);
}

function holds(condition: Condition, actor: ActorFacts, membership: Membership, target: Target): boolean {
  switch (condition) {
    case 'district':
      return membership.schoolId === null;
    case 'school':
      return target.schoolId !== undefined && membership.schoolId === target.schoolId;
    case 'teaches':
      return (
        membership.schoolId === target.schoolId && (teachesOn(actor, target) || coversNow(actor, target))
      );
    case 'authors':
      return membership.schoolId === target.schoolId && target.authors?.includes(actor.personId) === true;
    case 'learns':
      return target.learns === true;
    case 'self':
      return target.personId === actor.personId;
    case 'child':
      return isChild(actor, target);
  }
}

/** A school in whose eyes the actor is no guardian of the child any more has nothing to tell of it. */
function isChild({ children, guardianOf }: ActorFacts, { personId, schoolId }: Target): boolean {
  if (personId === undefined || !children.includes(personId)) return false;
  if (guardianOf === undefined || schoolId == null) return true;
  return guardianOf.some((child) => child.pupilId === personId && child.schoolId === schoolId);
}

function teachesOn(actor: ActorFacts, { classId, date }: Target): boolean {
  if (classId === undefined || date === undefined) return false;
  return actor.teaches.some(
    (t) => t.classId === classId && t.from <= date && (t.to === null || date <= t.to),
  );
}

/** While the cover lasts, the registers of its days. */
function coversNow(actor: ActorFacts, { classId, date, at }: Target): boolean {
  if (classId === undefined || date === undefined || at === undefined) return false;
  return actor.covers.some(
    (c) => c.classId === classId && c.from <= at && at < c.to && c.date <= date && date <= c.lastDate,
  );
}

function everyone<C extends Condition>(condition: C) {
  return {
    districtAdmin: condition,
    schoolAdmin: condition,
    office: condition,
    teacher: condition,
    student: condition,
    guardian: condition,
  };
}
