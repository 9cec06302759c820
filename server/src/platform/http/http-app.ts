import { randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { apiRoot, mayEver, type Endpoint } from '@quad/shared/platform';
import compression from 'compression';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { serve, setup } from 'swagger-ui-express';
import { requestSerializers } from '../observability/log';
import type { Platform } from '../platform';
import { pathOf, type Route } from './binder';
import type { Context, PublicContext } from './context';
import { cookiesOf } from './cookies';
import { fileIntake } from './files';
import { openApiDocument } from './documentation';
import { Failure } from './failure';
import { noSuchRoute, problems } from './problem';
import { sameOriginOnly } from './origin';
import { respond } from './respond';
import { versioned } from './version';

export interface Access {
  /** who stands behind the access cookie, or null */
  sessionOf(token: string | undefined): Promise<{ sessionId: string; personId: string } | null>;
  identify(session: { sessionId: string; personId: string }, log: Platform['log']): Promise<Context>;
  /** answers say so to whoever would send more over the same connection */
  isStopping(): boolean;
  /** null when this process can serve, else why not */
  notReady(): string | null;
}

/** The whole HTTP side: health, docs, every route behind its permission, and the client's files. */
export function httpApp(platform: Platform, routes: readonly Route[], access: Access): Express {
  const app = express();
  // answers of the API are never kept, so nobody could ask by their tag; files have tags of their own
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use((_req, res, next) => {
    if (access.isStopping()) res.set('Connection', 'close');
    next();
  });
  app.get('/livez', (_req, res) => void res.json({ ok: true }));
  app.get('/readyz', (_req, res) => {
    const why = access.notReady();
    res.status(why === null ? 200 : 503).json({
      ok: why === null,
      ...(why !== null && { why }),
      ...{ cache: platform.cache.health(), lagMs: platform.position.lagMs(Date.now()) },
    });
  });
  app.use(
    pinoHttp({
      logger: platform.log,
      genReqId: () => randomUUID(),
      serializers: requestSerializers,
      autoLogging: { ignore: (req) => !req.url.startsWith('/api') },
    }),
  );
  app.use(compression(), sameOriginOnly);
  app.use(apiRoot, dataHeaders, versioned(platform.position), express.json({ limit: '2mb' }));
  for (const route of routes) bind(app, route, platform, access);
  app.use(apiRoot, noSuchRoute);
  app.use(pageHeaders(platform));
  documentation(app, routes);
  app.use('/api', noSuchRoute);
  client(app, platform.config.clientDir);
  app.use(noSuchRoute, problems);
  return app;
}

function bind(app: Express, route: Route, platform: Platform, access: Access): void {
  const method = route.endpoint.method.toLowerCase() as 'get' | 'put' | 'post' | 'patch' | 'delete';
  const contexts = new WeakMap<Request, Context | PublicContext>();
  // who is asking comes first: nobody unknown has a file read, or learns what is wrong with a request
  const door: RequestHandler = async (req, res, next) => {
    contexts.set(req, await contextFor(route.endpoint, req, res, platform, access));
    next();
  };
  const intake = [door, ...fileIntake(route.endpoint, platform.config.dataDir), ...route.validation];
  app[method](pathOf(route.endpoint), ...intake, async (req: Request, res: Response) => {
    const ctx = contexts.get(req);
    if (ctx === undefined) throw new Failure('signed_out');
    await respond(route, ctx, req, res);
  });
}

async function contextFor(
  endpoint: Endpoint,
  req: Request,
  res: Response,
  platform: Platform,
  access: Access,
): Promise<Context | PublicContext> {
  const cookies = cookiesOf(req, res, platform.config);
  const { permission } = endpoint;
  if (permission === 'public' || permission === 'operator') {
    if (permission === 'operator') requireOperator(req, platform.secrets.operatorKey);
    return {
      requestId: req.id as string,
      platform,
      log: req.log,
      cookies,
      userAgent: req.get('user-agent')?.slice(0, 300) ?? '',
      identify: (session) => access.identify(session, req.log),
    };
  }
  const session = await access.sessionOf(cookies.get('access'));
  if (session === null) throw new Failure('signed_out');
  const ctx = await access.identify(session, req.log);
  if (!mayEver(ctx.actor, permission)) throw new Failure('not_allowed');
  if (endpoint.proof === true && ctx.actor.provedUntil < Date.now()) throw new Failure('proof_needed');
  return ctx;
}

function requireOperator(req: Request, key: string): void {
  const given = Buffer.from(req.get('authorization')?.replace(/^Bearer /, '') ?? '');
  const expected = Buffer.from(key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Failure('signed_out', 'This door needs the operator’s key.');
}

/** For answers that are data: nothing in them may run, be framed or be kept. Short, for they go with every mark. */
const dataHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
  next();
};

function pageHeaders({ config }: Platform): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        // Mantine writes style elements at run time, and a precached shell can't carry a fresh nonce: the one relaxation
        'style-src': ["'self'", "'unsafe-inline'"],
        'script-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'upgrade-insecure-requests': config.publicUrl?.protocol === 'https:' ? [] : null,
      },
    },
    strictTransportSecurity: config.publicUrl?.protocol === 'https:',
  });
}

function documentation(app: Express, routes: readonly Route[]): void {
  const document = openApiDocument(routes);
  app.get('/api/openapi.json', (_req, res) => void res.json(document));
  app.use('/api/docs', serve, setup(document, { customSiteTitle: 'Quad API' }));
}

/** A browser that holds an old one of these would go on with an old client. */
const neverKept = /(?:index\.html|sw\.js|\.webmanifest)$/;

/** Hashed files for ever, the shell never; any other path is a page of the client, which knows its own 404. */
function client(app: Express, dir: string): void {
  const shell = join(dir, 'index.html');
  app.use('/assets', express.static(join(dir, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  app.use(
    express.static(dir, {
      ...{ index: false, maxAge: '1h' },
      setHeaders: (res, path) => {
        if (neverKept.test(path)) res.setHeader('Cache-Control', 'no-cache');
      },
    }),
  );
  app.get('/{*page}', (req, res, next) => {
    if (!existsSync(shell) || req.accepts(['html', 'json']) !== 'html') {
      next();
      return;
    }
    res.set('Cache-Control', 'no-cache').sendFile(shell);
  });
}
