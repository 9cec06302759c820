import type { Patch } from '../support/planted-build';

/** An authorization mistake: an expression of the product's source, and what stands there instead while it is awake. */
export interface Defect extends Patch {
  name: string;
  /** another expression; or, with `AWAKE` in it, all that is to stand there, where a piece of text is no expression */
  replace: string;
  /** the rows that are to notice it */
  rows: readonly string[];
}

const permissions = 'shared/src/platform/permissions.ts';
const modules = 'server/src/modules';
const families = `${modules}/attendance/families`;
const platform = 'server/src/platform';

export const defects: readonly Defect[] = [
  {
    name: 'use-case-without-its-check',
    file: `${modules}/attendance/catch-up.ts`,
    find: `!ctx.can('register:read', { schoolId, classId, date })`,
    replace: 'false',
    rows: ['syncRegister', 'markHistory', 'event register:subscribe'],
  },
  {
    name: 'query-without-schools',
    file: `${platform}/database/scoped.ts`,
    find: `schoolIds === 'all' ? { districtId } : { districtId, schoolId: { $in: [...schoolIds, null] } }`,
    replace: '{ districtId }',
    rows: ['school', 'readImport', 'absenceFile', 'syncRegister'],
  },
  {
    name: 'query-without-district',
    file: `${platform}/database/scoped.ts`,
    find: `{ $and: [filter, ownedBy(scope)] }`,
    replace: 'filter',
    rows: ['school', 'replayDelivery'],
  },
  {
    name: 'taught-once-teaches-for-ever',
    file: permissions,
    find: `t.classId === classId && t.from <= date && (t.to === null || date <= t.to)`,
    replace: 't.classId === classId',
    rows: ['syncRegister', 'markRegister', 'room class'],
  },
  {
    name: 'cover-without-end',
    file: permissions,
    find: `c.classId === classId && c.from <= at && at < c.to && c.date <= date && date <= c.lastDate`,
    replace: 'c.classId === classId',
    rows: ['syncRegister', 'markRegister', 'room class'],
  },
  {
    name: 'every-room-open',
    file: `${platform}/realtime/topics.ts`,
    find: `(await door?.(ctx, id)) ?? false`,
    replace: 'true',
    rows: ['room pupil', 'room school', 'room class'],
  },
  {
    name: 'role-without-relation',
    file: `${platform}/http/context.ts`,
    find: `role === null`,
    replace: 'false',
    rows: ['onSite', 'createPerson', 'giveRole', 'districtReport'],
  },
  {
    name: 'door-without-role',
    file: `${platform}/http/http-app.ts`,
    find: `!mayEver(ctx.actor, permission)`,
    replace: 'false',
    rows: ['pupilAbsences', 'absences', 'markHistory', 'trend'],
  },
  {
    name: 'cache-key-without-school',
    file: `${modules}/schools/timetable.ts`,
    find: 'cache.read(`timetable:${schoolId}`',
    replace: "cache.read(AWAKE ? 'timetable' : `timetable:${schoolId}`",
    rows: ['schoolDay', 'schoolCalendar', 'reportSetup'],
  },
  {
    name: 'sleeping-roles-awake',
    file: `${modules}/identity/awake-roles.ts`,
    find: `!given && (has || (asked && admins.includes(role)))`,
    replace: 'false && role === undefined',
    rows: ['listSchools', 'school', 'listPeople', 'room school'],
  },
  {
    name: 'guardian-for-ever',
    file: 'server/src/app.ts',
    find: `guarded.filter((child) => isWithin(child, date))`,
    replace: 'guarded',
    rows: ['pupilAttendance', 'absenceFile', 'room pupil'],
  },
  {
    name: 'member-for-ever',
    file: 'server/src/app.ts',
    find: `known.memberships.filter((membership) => isWithin(membership, date))`,
    replace: 'known.memberships',
    rows: ['myToday', 'syncRegister', 'onSite'],
  },
  {
    name: 'file-by-its-id',
    file: `${families}/absences.present.ts`,
    find: `ctx.can(permission, { schoolId: record.schoolId, personId: record.pupil })`,
    replace: `true`,
    rows: ['absenceFile', 'withdrawAbsence'],
  },
  {
    name: 'anybodys-self',
    file: permissions,
    find: `target.personId === actor.personId`,
    replace: 'true',
    rows: ['pupilAttendance', 'pupilLetter', 'queryMark', 'room year'],
  },
  {
    name: 'anybodys-request',
    file: `${families}/answer-request.ts`,
    find: `request?.by !== ctx.actor.personId`,
    replace: 'request === null',
    rows: ['withdrawRequest'],
  },
  {
    name: 'search-of-everything',
    file: `${modules}/schools/search.ts`,
    find: `readable(ctx)`,
    replace: `{ districtId: ctx.scope.districtId, schoolIds: 'all' as const }`,
    rows: ['search'],
  },
  {
    name: 'superior-by-hand',
    file: `${modules}/schools/people/create-person.ts`,
    find: `!mayGive(ctx.actor, role, place)`,
    replace: 'false',
    rows: ['createPerson'],
  },
];
