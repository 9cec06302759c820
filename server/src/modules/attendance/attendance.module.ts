import { attendanceContract } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { Position, writtenAt } from '../../platform/database/position';
import { sayEveryMs, tail } from '../../platform/database/tail';
import { routes } from '../../platform/http/binder';
import { wholeOf, type Part } from '../../platform/module';
import type { Platform } from '../../platform/platform';
import { staleHints } from '../../platform/realtime/stale';
import { timetableOf } from '../schools';
import { birthsJob, clockSubscriber, importedLessons } from './births';
import { board } from './board';
import { syncRegister } from './catch-up';
import { CodeSetModel } from './code-set.model';
import { familiesPart } from './families/families.part';
import { historyImport } from './history/history-import';
import { HistoryRowModel } from './history/history-row.model';
import { markRegister } from './mark-register';
import { myAttendance } from './my-attendance';
import { myRegisters } from './my-registers';
import { myToday } from './my-today';
import { officePart } from './office/office.part';
import { openRegister, startRegister } from './open-register';
import { beat, beatEveryMs, emitPresence, presenceSubscriber, retire } from './presence';
import { createBroadcast, emitHeads, serveRegisters } from './register.live';
import { openRegisters } from './register-rooms';
import { PresenceModel, PresenceServerModel, RegisterModel } from './register.model';
import { reportRoutes } from './reports/reports.routes';
import { rollSubscriber } from './roll-follows';
import { DirtyDays } from './summaries/summaries';
import { summariesPart } from './summaries/summaries.part';
import { attendanceKept } from './attendance.kept';
import { attendancePersonal } from './attendance.personal';

const headEveryMs = 5_000;

const attendanceRoutes = routes(attendanceContract, {
  myToday: (ctx) => myToday(ctx),
  myRegisters: (ctx) => myRegisters(ctx),
  myAttendance: (ctx, { query }) => myAttendance(ctx, query.month),
  openRegister: (ctx, { params, body }) => openRegister(ctx, params.registerId, body),
  startRegister: (ctx, { params, body }) => startRegister(ctx, params.classId, body.at),
  markRegister: (ctx, { params, body }) => markRegister(ctx, params.registerId, body),
  syncRegister: (ctx, { params, query }) => syncRegister(ctx, params.registerId, query),
  board: (ctx, { query }) => board(ctx, query),
});

const registersPart: Part = {
  routes: attendanceRoutes,
  models: [RegisterModel, PresenceModel, PresenceServerModel, CodeSetModel, HistoryRowModel],
  subscribers: [presenceSubscriber, clockSubscriber, rollSubscriber],
  imports: [historyImport],
  effects: [importedLessons],
  jobs: [birthsJob],
  personal: attendancePersonal,
  kept: attendanceKept,
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
  },
  onConnection: serveRegisters,
  start: followRegisters,
};

export const attendanceModule = wholeOf('attendance', [
  registersPart,
  officePart,
  familiesPart,
  summariesPart,
  { routes: reportRoutes },
]);

async function followRegisters(platform: Platform): Promise<() => Promise<void>> {
  const { log, live } = platform;
  const told = new Position();
  const dirty = new DirtyDays(platform);
  const broadcast = createBroadcast(platform, dirty);
  const sure = (what: string, work: () => Promise<void>): void =>
    void work().catch((error: unknown) => log.warn({ err: error }, what));
  const heads = (): void => sure('heads not sent', () => emitHeads(platform, told.lagMs(Date.now())));
  await beat(platform, Date.now());
  const stream = tail(
    (from) => RegisterModel.collection.watch([], { maxAwaitTimeMS: sayEveryMs, ...from }),
    {
      change: (change) => {
        broadcast(change);
        if (change.clusterTime !== undefined)
          told.reads(change.clusterTime.toBigInt() - 1n, writtenAt(change));
      },
      reached: (time) => told.reads(time, Date.now()),
      // marks may have been missed by those who have a register open, and by every list
      lost: (time) => {
        heads();
        staleHints(platform).hintEverybody(String(time));
      },
    },
    log,
  );
  const timers = [
    setInterval(() => {
      heads();
      sure('presence not sent', () => emitPresence(platform, openRegisters(live)));
    }, headEveryMs),
    setInterval(() => sure('no sign of life', () => beat(platform, Date.now())), beatEveryMs),
  ];
  staleHints(platform).hintEverybody(String(await stream.ready));
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await stream.stop();
    await dirty.stop();
    await retire(platform);
  };
}
