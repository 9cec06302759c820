import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Config } from '../config/config';
import { Failure } from './failure';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A page of another site can make a browser send our cookies; it cannot forge where the request comes from. */
export function sameOriginOnly(config: Pick<Config, 'publicUrl'>): RequestHandler {
  return (req, _res, next) => {
    if (!safe.has(req.method) && isCrossSite(req, config)) throw new Failure('foreign_origin');
    next();
  };
}

/**
 * Sec-Fetch-Site decides, and nothing but a page of our own will do: a sibling under the same domain is `same-site`, and what has no
 * page behind it (`none`) sends no form of ours. Older browsers send Origin; neither means no browser, which holds no cookies of ours.
 */
export function isCrossSite(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  // a proxy may change the Host, and only the public address says whether it is https
  return publicUrl === undefined ? new URL(origin).host !== host : origin !== publicUrl.origin;
}
