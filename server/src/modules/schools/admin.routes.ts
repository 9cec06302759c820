import {
  adminContract,
  classesContract,
  peopleContract,
  rollOverContract,
  schoolAccessContract,
  searchContract,
} from '@quad/shared/schools';
import { routes } from '../../platform/http/binder';
import { invite } from './access/invite';
import { printCodes } from './access/print-codes';
import { readCalendar } from './calendar/read-calendar';
import { setBells } from './calendar/set-bells';
import { setDay, setDistrictDay } from './calendar/set-day';
import { setTerms } from './calendar/set-terms';
import { createClass, editClass, endClass } from './classes/create-class';
import { endEnrolments, enrol } from './classes/enrolments';
import { addLesson, endLesson } from './classes/lessons';
import { listClasses } from './classes/list-classes';
import { readClass } from './classes/read-class';
import { addTeaching, endTeaching } from './classes/teachings';
import { createCover, endCover } from './covering/hand-over';
import { listCovers } from './covering/list-covers';
import { createSchool } from './create-school';
import { archiveSchool, editSchool, readSchool } from './edit-school';
import { listSchools } from './list-schools';
import { createPerson } from './people/create-person';
import { appointAdmin, endAdmins, listAdmins } from './people/district-admins';
import { editPerson } from './people/edit-person';
import { endMemberships } from './people/end-memberships';
import { giveRole } from './people/give-role';
import { addGuardian, endGuardian } from './people/guardians';
import { listPeople } from './people/list-people';
import { readPerson } from './people/read-person';
import { rollOver } from './roll-over/roll-over';
import { search } from './search';

/** What answers 204 has nothing to say. */
const silently = (done: Promise<void>): Promise<undefined> => done.then(() => undefined);

const schools = routes(adminContract, {
  listSchools: (ctx, { query }) => listSchools(ctx, query),
  createSchool: (ctx, { body }) => createSchool(ctx, body),
  school: (ctx, { params }) => readSchool(ctx, params.schoolId),
  editSchool: (ctx, { params, body }) => editSchool(ctx, params.schoolId, body),
  archiveSchool: (ctx, { params, body }) => archiveSchool(ctx, params.schoolId, body.archived),
  schoolCalendar: (ctx, { params }) => readCalendar(ctx, params.schoolId),
  setTerms: (ctx, { params, body }) => setTerms(ctx, params.schoolId, body.terms),
  setBells: (ctx, { params, body }) => setBells(ctx, params.schoolId, body.bells),
  setDay: (ctx, { params, body }) => setDay(ctx, params.schoolId, params.date, body.kind),
  setDistrictDay: (ctx, { params, body }) => setDistrictDay(ctx, params.date, body.kind),
});

const people = routes(peopleContract, {
  listPeople: (ctx, { params, query }) => listPeople(ctx, params.schoolId, query),
  person: (ctx, { params }) => readPerson(ctx, params.schoolId, params.personId),
  createPerson: (ctx, { params, body }) => createPerson(ctx, params.schoolId, body),
  editPerson: (ctx, { params, body }) => silently(editPerson(ctx, params.schoolId, params.personId, body)),
  giveRole: (ctx, { params, body }) => giveRole(ctx, params.schoolId, body),
  endMemberships: (ctx, { params, body }) => endMemberships(ctx, params.schoolId, body),
  addGuardian: (ctx, { params, body }) => addGuardian(ctx, params.schoolId, params.personId, body),
  endGuardian: (ctx, { params, body }) =>
    silently(endGuardian(ctx, params.schoolId, params.guardianshipId, body.to)),
  listAdmins: (ctx, { query }) => listAdmins(ctx, query),
  appointAdmin: (ctx, { body }) => appointAdmin(ctx, body),
  endAdmins: (ctx, { body }) => endAdmins(ctx, body),
});

const classes = routes(classesContract, {
  listClasses: (ctx, { params, query }) => listClasses(ctx, params.schoolId, query),
  class: (ctx, { params }) => readClass(ctx, params.schoolId, params.classId),
  createClass: (ctx, { params, body }) => createClass(ctx, params.schoolId, body),
  editClass: (ctx, { params, body }) => silently(editClass(ctx, params.schoolId, params.classId, body)),
  endClass: (ctx, { params, body }) => silently(endClass(ctx, params.schoolId, params.classId, body.to)),
  addTeaching: (ctx, { params, body }) => addTeaching(ctx, params.schoolId, params.classId, body),
  endTeaching: (ctx, { params, body }) =>
    silently(endTeaching(ctx, params.schoolId, params.teachingId, body.to)),
  enrol: (ctx, { params, body }) => enrol(ctx, params.schoolId, params.classId, body),
  endEnrolments: (ctx, { params, body }) => endEnrolments(ctx, params.schoolId, body),
  addLesson: (ctx, { params, body }) => addLesson(ctx, params.schoolId, params.classId, body),
  endLesson: (ctx, { params, body }) => silently(endLesson(ctx, params.schoolId, params.lessonId, body.to)),
  listCovers: (ctx, { params, query }) => listCovers(ctx, params.schoolId, query.page),
  createCover: (ctx, { params, body }) => createCover(ctx, params.schoolId, body),
  endCover: (ctx, { params, body }) => endCover(ctx, params.schoolId, params.coverId, body),
});

const access = routes(schoolAccessContract, {
  printCodes: (ctx, { params, body }) => printCodes(ctx, params.schoolId, body),
  invite: (ctx, { params, body }) => invite(ctx, params.schoolId, body),
});

const year = routes(rollOverContract, {
  rollOver: (ctx, { params, body }) => rollOver(ctx, params.schoolId, body),
});

const finding = routes(searchContract, { search: (ctx, { query }) => search(ctx, query.q) });

export const adminRoutes = [...schools, ...people, ...access, ...classes, ...year, ...finding];
