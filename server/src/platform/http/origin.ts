import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { Failure } from './failure';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A page of another site can make a browser send our cookies; it cannot forge where the request comes from. */
export const sameOriginOnly: RequestHandler = (req, _res, next) => {
  if (!safe.has(req.method) && isCrossSite(req)) throw new Failure('foreign_origin');
  next();
};

/** Sec-Fetch-Site decides; older browsers send Origin; neither means no browser, which holds no cookies of ours. */
export function isCrossSite(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = req.headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
