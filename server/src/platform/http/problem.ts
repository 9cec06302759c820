import { errorCodes, type ErrorCode, type Problem } from '@quad/shared/platform';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { isDatabaseAway, isDuplicate } from '../database/failures';
import { Failure } from './failure';

/** The last handler: every error leaves as problem+json. What the inside said stays in the log. */
export const problems: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const failure = asFailure(error);
  if (failure.code === 'internal' || failure.code === 'unavailable')
    req.log.error({ err: error }, failure.code);
  send(req, res, failure);
};

export const noSuchRoute: RequestHandler = (req, res) => {
  send(req, res, new Failure('not_found', `There is no ${req.method} ${req.path}.`));
};

function send(req: Request, res: Response, failure: Failure): void {
  if (failure.retryAfterSeconds !== undefined) res.set('Retry-After', String(failure.retryAfterSeconds));
  const body = problemOf(failure, req);
  sendProblem(res, body.status, JSON.stringify(body));
}

export function problemOf(failure: Failure, req: Request): Problem {
  const { status, title } = errorCodes[failure.code];
  return {
    type: `about:blank#${failure.code}`,
    code: failure.code,
    status,
    title,
    ...(failure.detail === undefined ? {} : { detail: failure.detail }),
    ...(failure.errors === undefined ? {} : { errors: failure.errors }),
    ...(failure.about === undefined ? {} : { about: failure.about }),
    requestId: req.id as string,
  };
}

export function sendProblem(res: Response, status: number, body: string): void {
  res.status(status).type('application/problem+json').send(body);
}

export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const parser = parserCode(error);
  if (parser !== null) return new Failure(parser);
  if (isDuplicate(error)) return new Failure('conflict', 'Somebody made the same at this moment. Try again.');
  if (isDatabaseAway(error)) return new Failure('unavailable', undefined, { retryAfterSeconds: 2 });
  return new Failure('internal');
}

/** Errors of express and its body parser carry a status; what they call 4xx is the sender's. */
function parserCode(error: unknown): ErrorCode | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status === 413) return 'body_too_large';
  if (error.status < 400 || error.status >= 500) return null;
  return error instanceof URIError ? 'malformed_address' : 'malformed_body';
}
