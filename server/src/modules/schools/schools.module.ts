import { mayEver } from '@quad/shared/platform';
import { schoolsContract, setUpContract } from '@quad/shared/schools';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import { adminRoutes } from './admin.routes';
import { ClassModel, CoverModel, EnrolmentModel, LessonModel, TeachingModel } from './class.model';
import { clockRoom, followClock } from './covers';
import { dangerouslyCreateDistrict } from './create-district';
import { setClock } from './districts';
import { importSchool } from './import-school';
import { importsSubscriber, mayWatchImport } from './imports/imports.live';
import { importRoutes } from './imports/imports.routes';
import { myClasses } from './my-classes';
import { RosterRowModel } from './rosters/roster-row.model';
import { rosterKind } from './rosters/roster.kind';
import { CalendarDayModel, DistrictModel, SchoolModel, TermModel } from './school.model';
import { isSetUpNeeded, setUp } from './set-up';
import { SetUpModel } from './set-up.model';
import { schoolsSubscribers } from './schools.subscribers';
import { timetableOf } from './timetable';
import { timetableImport } from './timetables/timetable-import';
import { schoolsPersonal } from './schools.personal';

const schoolsRoutes = routes(schoolsContract, {
  myClasses: (ctx) => myClasses(ctx),
  setClock: (ctx, { body }) => setClock(ctx, body),
  importSchool: (ctx, { body }) => importSchool(ctx, body),
  createDistrict: (ctx, { body }) => dangerouslyCreateDistrict(body, ctx.platform),
});

const setUpRoutes = routes(setUpContract, {
  setUpNeeded: async (ctx) => ({ needed: await isSetUpNeeded(ctx.platform) }),
  setUp: (ctx, { body }) => setUp(ctx, body),
});

export const schoolsModule: Module = {
  name: 'schools',
  routes: [...schoolsRoutes, ...setUpRoutes, ...adminRoutes, ...importRoutes],
  models: [
    DistrictModel,
    SchoolModel,
    TermModel,
    CalendarDayModel,
    ClassModel,
    TeachingModel,
    EnrolmentModel,
    LessonModel,
    CoverModel,
    RosterRowModel,
    SetUpModel,
  ],
  subscribers: [...schoolsSubscribers, importsSubscriber],
  imports: [rosterKind, timetableImport],
  personal: schoolsPersonal,
  topics: {
    import: mayWatchImport,
    // classes, people on them, timetable and calendar: the screens of the office, and a teacher's day
    setup: async (ctx, schoolId) => {
      const { districtId } = (await timetableOf(ctx, schoolId)).school;
      return ctx.can('school:read', { districtId, schoolId }) || ctx.can('rollcall:run', { schoolId });
    },
    people: async (ctx, schoolId) => {
      const { districtId } = (await timetableOf(ctx, schoolId)).school;
      return ctx.can('people:read', { districtId, schoolId });
    },
    schools: (ctx, districtId) =>
      Promise.resolve(districtId === ctx.scope.districtId && mayEver(ctx.actor, 'school:read')),
  },
  onConnection: (socket, contextOf, { log }) => {
    contextOf().then(
      (ctx) => socket.join(clockRoom(ctx.district)),
      (error: unknown) => log.debug({ err: error }, 'a socket of nobody known'),
    );
  },
  start: (platform) => Promise.resolve(followClock(platform)),
};
