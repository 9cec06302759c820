import { schoolsContract } from '@quad/shared/schools';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import { adminRoutes } from './admin.routes';
import { ClassModel, CoverModel, EnrolmentModel, LessonModel, TeachingModel } from './class.model';
import { followClock } from './covers';
import { dangerouslyCreateDistrict } from './create-district';
import { setClock } from './districts';
import { importSchool } from './import-school';
import { myClasses } from './my-classes';
import { CalendarDayModel, DistrictModel, SchoolModel, TermModel } from './school.model';
import { schoolsSubscribers } from './schools.subscribers';

const schoolsRoutes = routes(schoolsContract, {
  myClasses: (ctx) => myClasses(ctx),
  setClock: (ctx, { body }) => setClock(ctx, body),
  importSchool: (ctx, { body }) => importSchool(ctx, body),
  createDistrict: (ctx, { body }) => dangerouslyCreateDistrict(body, ctx.platform),
});

export const schoolsModule: Module = {
  name: 'schools',
  routes: [...schoolsRoutes, ...adminRoutes],
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
  ],
  subscribers: schoolsSubscribers,
  onConnection: (socket, contextOf, { log }) => {
    contextOf().then(
      (ctx) => socket.join(`district-of:${ctx.district.id}`),
      (error: unknown) => log.debug({ err: error }, 'a socket of nobody known'),
    );
  },
  start: (platform) => Promise.resolve(followClock(platform)),
};
