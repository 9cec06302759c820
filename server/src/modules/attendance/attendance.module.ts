import { attendanceContract } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { tail } from '../../platform/database/tail';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import type { Platform } from '../../platform/platform';
import { timetableOf } from '../schools';
import { birthsJob, clockSubscriber } from './births';
import { board } from './board';
import { syncRegister } from './catch-up';
import { markRegister } from './mark-register';
import { myAttendance } from './my-attendance';
import { myToday } from './my-today';
import { openRegister, startRegister } from './open-register';
import { emitPresence, keepAlive, presenceSubscriber } from './presence';
import { createBroadcast, emitHeads, serveRegisters } from './register.live';
import { openRegisters } from './register-rooms';
import { PresenceModel, RegisterModel } from './register.model';

const headEveryMs = 5_000;

const attendanceRoutes = routes(attendanceContract, {
  myToday: (ctx) => myToday(ctx),
  myAttendance: (ctx, { query }) => myAttendance(ctx, query.month),
  openRegister: (ctx, { params, body }) => openRegister(ctx, params.registerId, body),
  startRegister: (ctx, { params, body }) => startRegister(ctx, params.classId, body.at),
  markRegister: (ctx, { params, body }) => markRegister(ctx, params.registerId, body),
  syncRegister: (ctx, { params, query }) => syncRegister(ctx, params.registerId, query),
  board: (ctx, { query }) => board(ctx, query),
});

export const attendanceModule: Module = {
  name: 'attendance',
  routes: attendanceRoutes,
  models: [RegisterModel, PresenceModel],
  subscribers: [presenceSubscriber, clockSubscriber],
  jobs: [birthsJob],
  topics: {
    class: (ctx, classId) => {
      const { date } = wallClock(ctx.now(), ctx.district.timeZone);
      const { teaches, covers } = ctx.actor;
      const taught = [...teaches, ...covers].find((spell) => spell.classId === classId);
      return Promise.resolve(
        taught !== undefined && ctx.can('register:read', { schoolId: taught.schoolId, classId, date }),
      );
    },
    // the timetable is found only within the actor's own schools; a district role alone says nothing of whose school it is
    school: async (ctx, schoolId) =>
      ctx.can('board:read', {
        districtId: (await timetableOf(ctx, schoolId)).school.districtId,
        schoolId,
      }),
    district: (ctx, districtId) =>
      Promise.resolve(ctx.scope.schoolIds === 'all' && ctx.can('board:read', { districtId })),
    pupil: (ctx, personId) => Promise.resolve(ctx.can('attendance:own', { personId })),
  },
  onConnection: serveRegisters,
  start: followRegisters,
};

async function followRegisters(platform: Platform): Promise<() => Promise<void>> {
  const { log } = platform;
  const heads = (): void =>
    void emitHeads(platform).catch((error: unknown) => log.warn({ err: error }, 'heads not sent'));
  const beat = async (): Promise<void> => {
    await keepAlive(platform);
    await emitPresence(platform, openRegisters(platform.live));
  };
  const stream = tail(
    (resumeAfter) => RegisterModel.collection.watch([], resumeAfter === undefined ? {} : { resumeAfter }),
    { change: createBroadcast(platform), lost: heads },
    log,
  );
  const timer = setInterval(() => {
    heads();
    beat().catch((error: unknown) => log.warn({ err: error }, 'presence not sent'));
  }, headEveryMs);
  await stream.ready;
  return async () => {
    clearInterval(timer);
    await stream.stop();
  };
}
