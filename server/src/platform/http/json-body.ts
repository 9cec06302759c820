import type { Endpoint } from '@quad/shared/platform';
import express, { type RequestHandler } from 'express';
import { Failure } from './failure';

const usualBytes = 100_000;
const withinMs = 30_000;
const deepest = 32;
/** `[1,1,…` is two bytes a value; what people send is far more */
const bytesPerValue = 4;

/** Reads the JSON an endpoint takes, bounded in bytes, time, depth and values; any other type of body is refused. */
export function jsonIntake({ body, maxBytes = usualBytes }: Endpoint): RequestHandler[] {
  if (body === undefined) return [];
  const isJson: RequestHandler = (req, _res, next) => {
    // a form of another site can send text, but not this type
    if (req.get('content-length') !== '0' && req.is('application/json') === false)
      throw new Failure('malformed_body', 'Send JSON, as application/json.');
    // who sends a letter now and then would hold a connection for as long as a file may take
    const late = setTimeout(() => req.destroy(), withinMs).unref();
    req.once('close', () => clearTimeout(late)).once('end', () => clearTimeout(late));
    next();
  };
  const isPlain: RequestHandler = (req, _res, next) => {
    refuseUnplain(req.body, Math.ceil(maxBytes / bytesPerValue));
    next();
  };
  return [isJson, express.json({ type: 'application/json', limit: maxBytes, inflate: false }), isPlain];
}

/**
 * The second line behind the strict shapes: no key is an operator of the database or reaches for a prototype, whatever a shape may
 * let through one day. @throws Failure malformed_body, invalid_request
 */
function refuseUnplain(value: unknown, mostValues: number): void {
  let left = mostValues;
  const look = (each: unknown, depth: number): void => {
    if (--left < 0) throw new Failure('malformed_body', 'This has too many values.');
    if (typeof each !== 'object' || each === null) return;
    if (depth === 0) throw new Failure('malformed_body', `This is nested deeper than ${deepest} levels.`);
    if (Array.isArray(each)) for (const item of each) look(item, depth - 1);
    else
      for (const [key, item] of Object.entries(each)) {
        if (key.startsWith('$') || key === '__proto__')
          throw new Failure('invalid_request', undefined, {
            errors: [{ field: 'body', message: 'has a name that no field can have' }],
          });
        look(item, depth - 1);
      }
  };
  look(value, deepest);
}
