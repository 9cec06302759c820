import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantOf } from '@quad/shared/platform';
import mongoose from 'mongoose';
import { io, type Socket } from 'socket.io-client';
import supertest from 'supertest';
import { createApp, type App } from '../app';
import { dangerouslySetOffset } from '../modules/schools';
import { readConfig } from '../platform/config/config';
import { loadSecrets } from '../platform/config/secrets';
import type { ImportKind } from '../platform/imports/import-kind';
import { connect } from '../platform/database/connect';
import { createLog, type Log } from '../platform/observability/log';
import { ownDatabase } from './own-database';

export type Agent = ReturnType<typeof supertest.agent>;

export interface TestApp {
  app: App;
  url: string;
  /** nobody, by HTTP */
  anonymous: ReturnType<typeof supertest>;
  signIn(login: string): Promise<Agent>;
  /** a live connection of the same session */
  socket(agent: Agent): Promise<Socket>;
  setClock(districtId: string, date: string, time: string): Promise<void>;
  /** another process of the same installation, as far as one process can be two */
  second(): Promise<TestApp>;
  stop(): Promise<void>;
}

export const password = 'a long enough password';

interface TestOptions {
  redis?: string | null;
  /** kinds of files besides those of the modules */
  imports?: readonly ImportKind[];
  /** settings besides the usual ones */
  env?: Record<string, string>;
  /** what it says, at every level, instead of what TEST_LOG asks for */
  log?: Log;
}

/** The whole server on a database of its own, over real HTTP, MongoDB and Redis. Only the hashing is cheap. */
export async function startTestApp(options: TestOptions = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'quad-server-'));
  const env = process.env as Record<string, string | undefined>; // eslint-disable-line no-restricted-properties -- the databases of this test run
  const uri = ownDatabase();
  await connect(uri);
  const redis = options.redis === undefined ? env.REDIS_URL : (options.redis ?? undefined);
  const first = await serve(
    {
      MONGODB_URI: uri,
      REDIS_URL: redis,
      QUAD_FFMPEG: env.QUAD_FFMPEG,
      QUAD_FFPROBE: env.QUAD_FFPROBE,
      DATA_DIR: dataDir,
      PORT: '0',
      QUAD_DRAIN_MS: '0',
      LOG_LEVEL: env.TEST_LOG ?? 'silent',
      ...options.env,
    },
    options,
  );
  return {
    ...first,
    stop: async () => {
      await first.stop();
      await mongoose.connection.dropDatabase();
      await mongoose.disconnect();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function serve(env: Record<string, string | undefined>, options: TestOptions = {}): Promise<TestApp> {
  const config = readConfig(env);
  const app = createApp(
    config,
    await loadSecrets(config.dataDir),
    options.log ?? createLog(config.logLevel),
    {
      hashCost: 4,
      ...(options.imports && { imports: options.imports }),
    },
  );
  await app.start();
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  const ca = config.tls && { ca: readFileSync(config.tls.cert, 'utf8') };
  const url = `http${ca ? 's' : ''}://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const cookies = new WeakMap<object, string>();
  const sockets: Socket[] = [];
  return {
    app,
    url,
    anonymous: supertest(url),
    signIn: async (login) => {
      const agent = supertest.agent(url, ca);
      const answer = await agent.post('/api/v1/session').send({ login, password });
      if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.text}`);
      cookies.set(agent, (answer.get('Set-Cookie') ?? []).map((cookie) => cookie.split(';')[0]).join('; '));
      return agent;
    },
    socket: async (agent) => {
      const socket = io(url, {
        transports: ['websocket'],
        ...ca,
        extraHeaders: { cookie: cookies.get(agent) ?? '' },
        reconnection: false,
        forceNew: true,
      });
      sockets.push(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return socket;
    },
    setClock: (districtId, date, time) =>
      dangerouslySetOffset(districtId, instantOf(date, time, 'Europe/London') - Date.now(), app.platform),
    second: () => serve(env, options),
    stop: async () => {
      for (const socket of sockets) socket.disconnect();
      await app.stop();
    },
  };
}

/** Waits for what other parts of the system will do in their own time; fails by the test's time-out, never by a short one. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
