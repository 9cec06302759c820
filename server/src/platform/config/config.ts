import { resolve } from 'node:path';
import { z } from 'zod';

/** Every setting Quad reads, in one place; `.env.example` documents each. No other file reads the environment. */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  MONGODB_URI: z.string().min(1, 'is needed; `npm start` sets it'),
  REDIS_URL: z.string().optional(),
  QUAD_DEMO: z.enum(['on', 'off']).default('on'),
  QUAD_PUBLIC_URL: z.url().optional(),
  QUAD_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  QUAD_TLS_CERT: z.string().optional(),
  QUAD_TLS_KEY: z.string().optional(),
  QUAD_DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(500),
  QUAD_FFMPEG: z.string().optional(),
  QUAD_FFPROBE: z.string().optional(),
  QUAD_ACCEL: z
    .string()
    .regex(/^\/[\w/-]+\/$/, 'must begin and end with /')
    .optional(),
  QUAD_SCHOOL_FILES_MB: z.coerce.number().int().min(1).max(1_000_000).default(5_120),
  SMTP_URL: z.url({ protocol: /^smtps?$/, message: 'must be smtp://… or smtps://…' }).optional(),
  MAIL_FROM: z.string().default('Quad <quad@localhost>'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  CLIENT_DIR: z.string().default(resolve('client/dist')),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  mongodbUri: string;
  redisUrl: string | undefined;
  demo: boolean;
  /** the address people type; decides whether cookies may be Secure and whom the browser may call from */
  publicUrl: URL | undefined;
  /** how many proxies stand in front and say whose request they hand on; more than there are, and anybody chooses their address */
  trustedProxies: number;
  /** files to serve https by itself with; undefined: http, perhaps behind a proxy that does */
  tls: { cert: string; key: string } | undefined;
  /** between “not ready” and the closed door: what a proxy in front needs to notice, ms */
  drainMs: number;
  /** programs that videos are made playable with; undefined: they play as they were uploaded */
  ffmpeg: { ffmpeg: string; ffprobe: string } | undefined;
  /** where nginx in front finds DATA_DIR/videos, for itself only: it then sends parts of videos in our place; undefined: we do */
  accel: string | undefined;
  /** how much room the files of one school may take */
  schoolFileBytes: number;
  /** with name and password in it, so never in a log; undefined: mails are kept and shown, not sent */
  smtpUrl: string | undefined;
  mailFrom: string;
  logLevel: string;
  clientDir: string;
}

/** @throws Error with one sentence per setting that cannot be used */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These settings cannot be used: ${sentences.join('; ')}. See .env.example.`);
  }
  const s = parsed.data;
  return {
    port: s.PORT,
    host: s.HOST,
    dataDir: resolve(s.DATA_DIR),
    mongodbUri: s.MONGODB_URI,
    redisUrl: s.REDIS_URL,
    demo: s.QUAD_DEMO === 'on',
    publicUrl: s.QUAD_PUBLIC_URL === undefined ? undefined : new URL(s.QUAD_PUBLIC_URL),
    trustedProxies: s.QUAD_TRUSTED_PROXIES,
    tls: tlsOf(s),
    drainMs: s.QUAD_DRAIN_MS,
    ffmpeg: ffmpegOf(s),
    accel: s.QUAD_ACCEL,
    schoolFileBytes: s.QUAD_SCHOOL_FILES_MB * 1024 ** 2,
    smtpUrl: s.SMTP_URL,
    mailFrom: s.MAIL_FROM,
    logLevel: s.LOG_LEVEL,
    clientDir: s.CLIENT_DIR,
  };
}

/** Cookies are for https only where the public address says so, so one is not set without the other. */
function tlsOf({
  QUAD_TLS_CERT: cert,
  QUAD_TLS_KEY: key,
  QUAD_PUBLIC_URL,
}: z.output<typeof settings>): Config['tls'] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined || QUAD_PUBLIC_URL?.startsWith('https://') !== true)
    throw new Error(
      'These settings cannot be used: QUAD_TLS_CERT and QUAD_TLS_KEY go together, with a QUAD_PUBLIC_URL that begins with https://. See .env.example.',
    );
  return { cert, key };
}

function ffmpegOf({
  QUAD_FFMPEG: ffmpeg,
  QUAD_FFPROBE: ffprobe,
}: z.output<typeof settings>): Config['ffmpeg'] {
  if (ffmpeg === undefined && ffprobe === undefined) return undefined;
  if (ffmpeg === undefined || ffprobe === undefined)
    throw new Error(
      'These settings cannot be used: QUAD_FFMPEG and QUAD_FFPROBE go together. See .env.example.',
    );
  return { ffmpeg, ffprobe };
}
