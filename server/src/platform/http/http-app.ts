import { randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { apiRoot, mayEver, type Endpoint } from '@quad/shared/platform';
import compression from 'compression';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { pinoHttp } from 'pino-http';
import { serve, setup } from 'swagger-ui-express';
import { networkOf } from '../limits/network';
import { requestSerializers } from '../observability/log';
import type { Platform } from '../platform';
import { pathOf, type Route } from './binder';
import type { Context, PublicContext } from './context';
import { cookiesOf } from './cookies';
import { fileIntake } from './files';
import { openApiDocument } from './documentation';
import { Failure } from './failure';
import { dataHeaders, pageHeaders } from './headers';
import { jsonIntake } from './json-body';
import { noSuchRoute, problems } from './problem';
import { sameOriginOnly } from './origin';
import { respond } from './respond';
import { versioned } from './version';

export interface Access {
  /** whose the access cookie says it is, or null; `identify` asks whether that session still holds */
  claimOf(token: string | undefined): Promise<{ sessionId: string; personId: string } | null>;
  identify(session: { sessionId: string; personId: string }, log: Platform['log']): Promise<Context>;
  /** the same from the database: a proof may have been given to another process a moment ago */
  identifyAnew(session: { sessionId: string; personId: string }, log: Platform['log']): Promise<Context>;
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
  app.set('trust proxy', platform.config.trustedProxies);
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
      // else the library would have read the error first, with all it carries
      wrapSerializers: false,
      autoLogging: { ignore: (req) => !req.url.startsWith('/api') },
    }),
  );
  app.use(compression());
  // before anything can refuse: what is refused is data, too
  app.use('/api', dataHeaders, sameOriginOnly(platform.config));
  app.use(apiRoot, versioned(platform.position));
  for (const route of routes) bind(app, route, platform, access);
  app.use(apiRoot, noSuchRoute);
  app.use(pageHeaders(platform.config));
  documentation(app, routes);
  app.use('/api', noSuchRoute);
  client(app, platform.config.clientDir);
  app.use(noSuchRoute, problems);
  return app;
}

function bind(app: Express, route: Route, platform: Platform, access: Access): void {
  const method = route.endpoint.method.toLowerCase() as 'get' | 'head' | 'put' | 'post' | 'patch' | 'delete';
  const contexts = new WeakMap<Request, Context | PublicContext>();
  // who is asking comes first: nobody unknown has a file read, or learns what is wrong with a request
  const door: RequestHandler = async (req, res, next) => {
    contexts.set(req, await contextFor(route.endpoint, req, res, platform, access));
    next();
  };
  const { endpoint, validation } = route;
  const files = fileIntake(endpoint, platform.config.dataDir);
  const intake = [door, ...jsonIntake(endpoint), ...files, ...validation];
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
      address: networkOf(req.ip ?? ''),
      identify: (session) => access.identify(session, req.log),
    };
  }
  const session = await access.claimOf(cookies.get('access'));
  if (session === null) throw new Failure('signed_out');
  const ctx = await access.identify(session, req.log);
  if (!mayEver(ctx.actor, permission)) throw new Failure('not_allowed');
  if (endpoint.proof !== true || ctx.isProved) return ctx;
  const anew = await access.identifyAnew(session, req.log);
  anew.requireProof();
  return anew;
}

function requireOperator(req: Request, key: string): void {
  const given = Buffer.from(req.get('authorization')?.replace(/^Bearer /, '') ?? '');
  const expected = Buffer.from(key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Failure('signed_out', 'This door needs the operator’s key.');
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
