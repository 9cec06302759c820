import { attendanceContract } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { Position, writtenAt } from '../../platform/database/position';
import { sayEveryMs, tail } from '../../platform/database/tail';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import type { Platform } from '../../platform/platform';
import { staleHints } from '../../platform/realtime/stale';
import { schoolOfClass, timetableOf } from '../schools';
import { AbsenceFileModel, AbsenceModel } from './families/absence.model';
import { AlertModel } from './families/alert.model';
import { alertsJob, alertsSubscriber } from './families/alerts';
import { birthsJob, clockSubscriber, importedLessons } from './births';
import { board } from './board';
import { calendarSubscriber } from './summaries/calendar-follows';
import { syncRegister } from './catch-up';
import { CodeSetModel } from './code-set.model';
import { familySubscriber } from './families/family.live';
import { familyRoutes } from './families/family.routes';
import { historyImport } from './history/history-import';
import { HistoryRowModel } from './history/history-row.model';
import { lockJob } from './office/lock-registers';
import { MarkRequestModel } from './families/mark-request.model';
import { markRegister } from './mark-register';
import { finishApprovalsJob } from './families/finish-approvals';
import { myAttendance } from './my-attendance';
import { myRegisters } from './my-registers';
import { myToday } from './my-today';
import { NudgeModel } from './families/nudge.model';
import { officeRoutes } from './office/office.routes';
import { openRegister, startRegister } from './open-register';
import { pupilFor } from './families/pupils';
import { beat, beatEveryMs, emitPresence, presenceSubscriber, retire } from './presence';
import { createBroadcast, emitHeads, serveRegisters } from './register.live';
import { openRegisters } from './register-rooms';
import { PresenceModel, PresenceServerModel, RegisterModel } from './register.model';
import { reportRoutes } from './reports/reports.routes';
import { rollSubscriber } from './roll-follows';
import { RollcallModel } from './office/rollcall.model';
import { siteSubscriber } from './office/site.live';
import { DirtyDays, missedSummariesJob, summariesJob, summarySubscriber } from './summaries/summaries';
import { DaySummaryModel, DirtyDayModel, PupilYearModel } from './summaries/summary.model';
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

export const attendanceModule: Module = {
  name: 'attendance',
  routes: [...attendanceRoutes, ...officeRoutes, ...familyRoutes, ...reportRoutes],
  models: [
    RegisterModel,
    PresenceModel,
    PresenceServerModel,
    CodeSetModel,
    DaySummaryModel,
    DirtyDayModel,
    PupilYearModel,
    RollcallModel,
    AbsenceModel,
    AbsenceFileModel,
    AlertModel,
    MarkRequestModel,
    NudgeModel,
    HistoryRowModel,
  ],
  subscribers: [
    presenceSubscriber,
    clockSubscriber,
    rollSubscriber,
    summarySubscriber,
    calendarSubscriber,
    siteSubscriber,
    familySubscriber,
    alertsSubscriber,
  ],
  imports: [historyImport],
  effects: [importedLessons],
  jobs: [birthsJob, finishApprovalsJob, lockJob, summariesJob, missedSummariesJob, alertsJob],
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
    // wardens follow their school's roll-call, also those who have no right to its board
    site: async (ctx, schoolId) =>
      ctx.can('rollcall:run', {
        districtId: (await timetableOf(ctx, schoolId)).school.districtId,
        schoolId,
      }),
    // what families and teachers ask of a school; apart from `school:`, which every mark of a morning makes stale
    office: (ctx, schoolId) => Promise.resolve(ctx.can('absence:decide', { schoolId })),
    district: (ctx, districtId) =>
      Promise.resolve(ctx.scope.schoolIds === 'all' && ctx.can('board:read', { districtId })),
    summary: async (ctx, classId) => {
      const { date } = wallClock(ctx.now(), ctx.district.timeZone);
      const schoolId = await schoolOfClass(ctx, classId);
      return ctx.can('register:read', { districtId: ctx.scope.districtId, schoolId, classId, date });
    },
    year: async (ctx, personId) => (await pupilFor(ctx, personId, 'attendance:pupil')).pupil === personId,
    pupil: async (ctx, personId) => (await pupilFor(ctx, personId, 'attendance:pupil')).pupil === personId,
  },
  onConnection: serveRegisters,
  start: followRegisters,
};

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
