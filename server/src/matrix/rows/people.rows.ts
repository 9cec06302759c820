import type { classesContract, peopleContract } from '@quad/shared/schools';
import { district, office, type Actor, type Grants, type Relation } from '../grants';
import type { RowsOf } from '../row';

const staff = { ...district, ...office };
/** A school's admins are made by the district alone. */
const belowAdmins: Grants = { ...district, schoolAdmin: [], office: [] };
const fullName = { givenName: 'New', familyName: 'Person' };
/** Whoever may only ever be reached through the district is the district's to bring together. */
const districtMay = (actor: Actor, relation: Relation): number | undefined =>
  actor === 'districtAdmin' && relation === 'strayed' ? 200 : undefined;
const end = (allowed: boolean) => ({ to: allowed ? null : '2026-03-02' });

export const peopleRows: RowsOf<typeof peopleContract> = {
  listPeople: { about: 'school', may: staff, ask: () => ({ query: { role: 'student' } }) },
  person: {
    about: 'pupil',
    may: staff,
    strayed: 404,
    ask: ({ schoolId, pupilId }) => ({ params: { schoolId, personId: pupilId } }),
  },
  createPerson: [
    { about: 'school', may: staff, ask: () => ({ body: { ...fullName, role: 'student' } }) },
    // nobody makes their own superior
    {
      ...{ about: 'school', may: belowAdmins },
      ask: () => ({ body: { ...fullName, role: 'schoolAdmin' } }),
    },
  ],
  editPerson: {
    about: 'pupil',
    may: staff,
    strayed: 404,
    ask: ({ schoolId, pupilId }, { n }) => ({
      ...{ params: { schoolId, personId: pupilId }, body: { givenName: `Name ${n}` } },
    }),
  },
  giveRole: [
    {
      ...{ about: 'pupil', may: staff, strayed: 404, but: districtMay },
      ask: ({ spareId }) => ({ body: { personId: spareId, role: 'guardian', from: '2026-03-03' } }),
      again: ['memberships'],
    },
    {
      ...{ about: 'school', may: belowAdmins },
      ask: ({ spareId }) => ({ body: { personId: spareId, role: 'schoolAdmin' } }),
      again: ['memberships'],
    },
  ],
  endMemberships: {
    ...{ about: 'pupil', may: staff, strayed: 404 },
    ask: ({ membershipId }, { allowed }) => ({ body: { membershipIds: [membershipId], ...end(allowed) } }),
  },
  addGuardian: {
    ...{ about: 'pupil', may: staff, strayed: 404 },
    // for the district it is somebody known, and no pupil of that school
    but: (actor, relation) => (actor === 'districtAdmin' && relation === 'strayed' ? 422 : undefined),
    ask: ({ schoolId, pupilId, spareId }) => ({
      ...{ params: { schoolId, personId: pupilId }, body: { guardianId: spareId } },
    }),
    again: ['guardianships', 'memberships'],
  },
  endGuardian: {
    ...{ about: 'pupil', may: staff, strayed: 404 },
    ask: (_thing, { allowed }) => ({ body: end(allowed) }),
  },
  listAdmins: { about: 'me', may: district },
  appointAdmin: { about: 'me', may: district, ask: () => ({ body: fullName }), again: ['memberships'] },
  endAdmins: {
    ...{ about: 'district', may: district },
    ask: ({ adminMembershipId }, { allowed }) => ({
      body: { membershipIds: [adminMembershipId], ...end(allowed) },
    }),
  },
};

export const classesRows: RowsOf<typeof classesContract> = {
  listClasses: { about: 'school', may: staff },
  class: { about: 'class', may: staff, strayed: 404 },
  createClass: {
    about: 'school',
    may: staff,
    ask: (_thing, { n }) => ({ body: { code: `C${n}`, name: 'Made', subject: 'Made', room: null } }),
    again: ['classes'],
  },
  editClass: {
    about: 'class',
    may: staff,
    strayed: 404,
    ask: (_thing, { n }) => ({ body: { room: `Room ${n}` } }),
  },
  endClass: {
    about: 'class',
    may: staff,
    strayed: 404,
    ask: (_thing, { allowed }) => ({ body: end(allowed) }),
  },
  addTeaching: {
    ...{ about: 'class', may: staff, strayed: 404 },
    ask: ({ spareTeacherId }) => ({ body: { personId: spareTeacherId } }),
    again: ['teachings'],
  },
  endTeaching: {
    about: 'class',
    may: staff,
    strayed: 404,
    ask: (_thing, { allowed }) => ({ body: end(allowed) }),
  },
  enrol: {
    ...{ about: 'class', may: staff, strayed: 404 },
    ask: ({ sparePupilId }) => ({ body: { pupilIds: [sparePupilId] } }),
    again: ['enrolments'],
  },
  endEnrolments: {
    ...{ about: 'pupil', may: staff, strayed: 404 },
    ask: ({ enrolmentId }, { allowed }) => ({ body: { enrolmentIds: [enrolmentId], ...end(allowed) } }),
  },
  addLesson: {
    ...{ about: 'class', may: staff, strayed: 404 },
    ask: () => ({ body: { weekday: 6, period: '2', room: null, force: true } }),
    again: ['lessons'],
  },
  endLesson: {
    about: 'class',
    may: staff,
    strayed: 404,
    ask: (_thing, { allowed }) => ({ body: end(allowed) }),
  },
  listCovers: { about: 'school', may: office },
  createCover: {
    ...{ about: 'class', may: office, strayed: 404 },
    ask: ({ classId, spareTeacherId }) => ({
      body: {
        ...{ classId, personId: spareTeacherId },
        ...{ from: { date: '2026-03-11', time: '09:00' }, to: { date: '2026-03-11', time: '10:00' } },
      },
    }),
    again: ['covers'],
  },
  endCover: {
    ...{ about: 'class', may: office, strayed: 404 },
    ask: () => ({ body: { to: { date: '2026-03-10', time: '11:00' } } }),
  },
};
