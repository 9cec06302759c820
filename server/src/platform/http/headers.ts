import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config/config';
import { isHttps } from './cookies';

/** For answers that are data: nothing in them may run, be framed, be put into another site or be kept. Short, for they go with every mark. */
export const dataHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
};

/** For pages: they run our own scripts only, are framed by nobody and reach for no device. */
export function pageHeaders(config: Config): RequestHandler[] {
  const secure = isHttps(config);
  const host = config.publicUrl?.host ?? `localhost:${config.port}`;
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        // Mantine writes style elements at run time, and a precached shell can't carry a fresh nonce: the one relaxation
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        // hls.js feeds the player from memory, and works in a worker
        'media-src': ["'self'", 'blob:'],
        'worker-src': ["'self'", 'blob:'],
        // older Safari does not count a WebSocket to the page's own host as 'self'
        'connect-src': ["'self'", `${secure ? 'wss' : 'ws'}://${host}`],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(secure && { 'upgrade-insecure-requests': [] }),
      },
    },
    // a school's other sites may still be http
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
  });
  const devices: RequestHandler = (_req, res, next) => {
    res.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    next();
  };
  return [policy, devices];
}
