import { isWithin } from './platform/database/collection';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import mongoose from 'mongoose';
import { AuditModel } from './platform/audit/audit.model';
import { createCache } from './platform/cache/cache';
import type { Config } from './platform/config/config';
import type { Secrets } from './platform/config/secrets';
import { createHasher } from './platform/crypto/hasher';
import { migrate } from './platform/database/connect';
import { followCollections } from './platform/database/dispatcher';
import { Position } from './platform/database/position';
import { FileRoomModel } from './platform/files/file-room.model';
import { Context } from './platform/http/context';
import { dayOn } from './platform/http/day';
import { cookieName, readCookie } from './platform/http/cookies';
import { Failure } from './platform/http/failure';
import { httpApp, type Access } from './platform/http/http-app';
import { IdempotencyModel } from './platform/http/idempotency.model';
import { importModels } from './platform/imports/import.model';
import type { ImportKind } from './platform/imports/import-kind';
import { createImports } from './platform/imports/imports';
import { sweepUploads } from './platform/http/spool';
import { startJobs } from './platform/jobs/jobs';
import { LimitModel } from './platform/limits/limit.model';
import { createLimits } from './platform/limits/limits';
import { createMailer } from './platform/mail/mailer';
import { MailModel } from './platform/mail/mail.model';
import type { Log } from './platform/observability/log';
import { DeliveryModel } from './platform/outbox/delivery.model';
import { createOutbox } from './platform/outbox/outbox';
import { OutboxModel } from './platform/outbox/outbox.model';
import type { Platform } from './platform/platform';
import { createLiveServer } from './platform/realtime/live-server';
import { serveTopics } from './platform/realtime/topics';
import { auditModule } from './modules/audit/audit.module';
import { attendanceModule } from './modules/attendance/attendance.module';
import { identityModule } from './modules/identity/identity.module';
import {
  awakeRoles,
  childrenOf,
  claimOf,
  displayName,
  formalName,
  knownPerson,
  sessionFacts,
  sessionOf,
  sessionTag,
} from './modules/identity';
import { learningModule } from './modules/learning/learning.module';
import { notificationsModule } from './modules/notifications/notifications.module';
import { schoolsModule } from './modules/schools/schools.module';
import { coversOf, districtOf, loadTimetable, teachingOf } from './modules/schools';

const uploadWithinMs = 15 * 60_000;
const headersWithinMs = 15_000;

/** Every module there is. Nothing else lists them. */
export const modules = [
  identityModule,
  schoolsModule,
  auditModule,
  attendanceModule,
  learningModule,
  notificationsModule,
];
const platformModels = [
  AuditModel,
  LimitModel,
  IdempotencyModel,
  FileRoomModel,
  ...importModels,
  OutboxModel,
  DeliveryModel,
  MailModel,
];
export const routes = modules.flatMap((module) => module.routes ?? []);
export const topicKinds = modules.flatMap((module) => Object.keys(module.topics ?? {}));

export interface App {
  platform: Platform;
  server: Server | SecureServer;
  /** begins to follow the database and to take sockets */
  start(): Promise<void>;
  /** not ready → the drain → door closed → sockets away → requests done → streams, jobs, cache closed */
  stop(): Promise<void>;
}

export function createApp(
  config: Config,
  secrets: Secrets,
  log: Log,
  /** `imports`: kinds of files besides those of the modules, for tests */
  options: { hashCost?: number; imports?: readonly ImportKind[] } = {},
): App {
  const live = createLiveServer(config);
  const platform: Platform = {
    config,
    secrets,
    log,
    live,
    position: new Position(),
    cache: createCache(config.redisUrl, log, mongoose.connection.name),
    hasher: createHasher(options.hashCost),
    limits: createLimits(config.redisUrl, log),
    mailer: createMailer(config),
    imports: createImports(
      [...(options.imports ?? []), ...modules.flatMap((module) => module.imports ?? [])],
      async (districtId, at) => (await districtOf(districtId, at)).clockOffset,
    ),
    personal: modules.flatMap((module) => module.personal ?? []),
    kept: modules.flatMap((module) => module.kept ?? []),
  };
  const outbox = createOutbox(
    modules.flatMap((module) => module.effects ?? []),
    platform,
  );
  let phase: 'starting' | 'serving' | 'stopping' = 'starting';
  const access: Access = {
    claimOf: (token) => claimOf(token, platform),
    identify: (session, requestLog) => identify(platform, session, requestLog),
    identifyAnew: async (session, requestLog) => {
      await platform.cache.forget([sessionTag(session.sessionId)]);
      return identify(platform, session, requestLog);
    },
    isStopping: () => phase === 'stopping',
    notReady: () =>
      phase !== 'serving'
        ? phase
        : mongoose.connection.readyState === mongoose.ConnectionStates.connected
          ? null
          : 'MongoDB is away',
  };
  const server = serverOf(config, httpApp(platform, routes, access));
  // a district's roster over a slow line
  server.requestTimeout = uploadWithinMs;
  server.headersTimeout = headersWithinMs;
  server.maxHeadersCount = 100;
  const stops: (() => Promise<void>)[] = [];
  return {
    platform,
    server,
    start: async () => {
      await migrate([...platformModels, ...modules.flatMap((module) => module.models ?? [])], log);
      stops.push(
        await followCollections(
          [outbox.subscriber, ...modules.flatMap((module) => module.subscribers ?? [])],
          platform,
        ),
      );
      stops.push(secrets.keys.follow((err) => log.error({ err }, 'secrets.json cannot be read')));
      outbox.start();
      stops.push(() => outbox.stop());
      for (const module of modules) if (module.start) stops.push(await module.start(platform));
      const jobs = await startJobs(
        modules.flatMap((module) => module.jobs ?? []),
        platform,
      );
      stops.push(() => jobs.stop());
      await sweepUploads(config.dataDir);
      stops.push(platform.imports.start(platform));
      attachSockets(platform, server, access);
      phase = 'serving';
    },
    stop: async () => {
      phase = 'stopping';
      await new Promise((resolve) => setTimeout(resolve, config.drainMs));
      // the door first: a proxy that counts connections would send whoever is told to leave straight back
      const served = closed(server);
      await live.close(2_000);
      await served;
      for (const stop of stops.reverse()) await stop();
      await Promise.all([platform.cache.close(), platform.hasher.close(), platform.limits.close()]);
    },
  };
}

function serverOf({ tls }: Config, listener: RequestListener): Server | SecureServer {
  if (tls === undefined) return createServer(listener);
  return createSecureServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, listener);
}

/** Takes nobody new and waits for the requests under way. A connection whose last answer promised to stay open is closed once idle. */
async function closed(server: Server | SecureServer): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
}

/** Who somebody is and what they may do, from three cached reads; the change streams keep these true. */
async function identify(
  platform: Platform,
  { sessionId, personId }: { sessionId: string; personId: string },
  log: Log,
): Promise<Context> {
  const known = await knownPerson(personId, platform);
  if (known === null || known.person.disabled === true) throw new Failure('signed_out');
  const { person } = known;
  // a code that is looked at names somebody who has no session yet
  const isVisitor = sessionId === '';
  const [district, facts, teaches, covers, guarded] = await Promise.all([
    districtOf(person.districtId, platform),
    isVisitor ? null : sessionFacts(sessionId, platform),
    teachingOf(personId, platform),
    coversOf(personId, platform),
    childrenOf(personId, platform),
  ]);
  if (!isVisitor && facts?.personId !== personId) throw new Failure('signed_out');
  const date = dayOn(Date.now() + district.clockOffset, district.timeZone);
  const held = known.memberships.filter((membership) => isWithin(membership, date));
  const given = facts?.secondFactor === true;
  const has = person.secondFactor === true;
  const { awake, asleep } = awakeRoles(held, { asked: district.adminsNeedSecondFactor, has, given });
  const memberships = await Promise.all(
    awake.map(async ({ schoolId, role }) => ({
      schoolId,
      role,
      schoolName: schoolId === null ? null : ((await loadTimetable(schoolId, platform))?.school.name ?? null),
    })),
  );
  const guardianOf = guarded.filter((child) => isWithin(child, date));
  const actor = {
    ...{ personId, sessionId, districtId: person.districtId, memberships, teaches, covers },
    guardianOf,
    secondFactor: asleep ? ('needed' as const) : has ? ('on' as const) : ('off' as const),
    // whoever has one-time codes on proves by them
    provedUntil: has && !given ? 0 : (facts?.provedUntil ?? 0),
    children: [...new Set(guardianOf.map((child) => child.pupilId))],
    ...{
      login: person.login ?? '',
      givenName: person.givenName,
      name: displayName(person),
      formalName: formalName(person),
    },
  };
  return new Context(platform, log, actor, district);
}

function attachSockets(platform: Platform, server: Server | SecureServer, access: Access): void {
  const { live, log, config } = platform;
  live.attach(
    server,
    {
      sessionOf: (cookies) => sessionOf(readCookie(cookies, cookieName('access', config)), platform),
      onConnection: (socket) => {
        // looked up per event: what a person may do can change while the socket lives
        const contextOf = (): Promise<Context> => access.identify(socket.data.session, log);
        // its session may have ended during the handshake, before there was a room to close
        contextOf().catch((error: unknown) => {
          if (error instanceof Failure) socket.disconnect(true);
        });
        serveTopics(socket, modules, contextOf, platform);
        for (const module of modules) module.onConnection?.(socket, contextOf, platform);
      },
    },
    log,
  );
}
