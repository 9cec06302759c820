import type { RequestHandler } from 'express';
import type { Position } from '../database/position';
import { Failure } from './failure';

const patienceMs = 2_000;
const dayMs = 86_400_000;

/**
 * Each read says how new it is at least (`x-quad-version`, a cluster time), and how far this process was behind
 * (`x-quad-lag`, ms). One that asks for more (`x-quad-after`) waits a moment; what it gets then may still be older, and says so.
 */
export function versioned(position: Position): RequestHandler {
  return async (req, res, next) => {
    if (req.method === 'GET') {
      const after = req.get('x-quad-after');
      if (after !== undefined) await position.reach(wantedOf(after), patienceMs);
      // before anything is read
      res.set({
        'X-Quad-Version': String(position.reached),
        'X-Quad-Lag': String(position.lagMs(Date.now())),
      });
    }
    next();
  };
}

/** @throws Failure invalid_request for what no server can have given: more than 64 bits, or a day ahead of the clock */
function wantedOf(after: string): bigint {
  const version = /^\d{1,20}$/.test(after) ? BigInt(after) : null;
  // the upper half of a cluster time are seconds
  if (version === null || Number(version >> 32n) * 1_000 > Date.now() + dayMs)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'x-quad-after', message: 'is not a version this server has given' }],
    });
  return version;
}
