import type { ErrorCode, Problem } from '@quad/shared/platform';
import { errorCodes } from '@quad/shared/platform';

/** The server's refusal, as its problem document says it. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: NonNullable<Problem['errors']>;
  readonly about: NonNullable<Problem['about']>;
  readonly requestId: string | undefined;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.about = problem.about ?? {};
    this.requestId = problem.requestId;
  }
}

/** No answer came at all: no network, or no server behind it. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server could not be reached', { cause });
  }
}

/** Which translated sentence tells a person what happened. */
export function errorKey(error: unknown): `error.${ErrorCode | 'unreachable'}` {
  if (error instanceof Unreachable) return 'error.unreachable';
  if (error instanceof ApiError && isKnown(error.code)) return `error.${error.code}`;
  return 'error.internal';
}

/** Asking again unchanged cannot help. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

function isKnown(code: string): code is ErrorCode {
  return code in errorCodes;
}
