import { errorCodes, problem, type ErrorCode, type Problem } from '@quad/shared/platform';

/** The server's refusal, as its problem document says it. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: NonNullable<Problem['errors']>;
  readonly about: NonNullable<Problem['about']>;
  readonly requestId: string | undefined;
  /** how long to wait before another try, s, and until when that is by this device's clock, ms; null when the server did not say */
  readonly retryAfter: number | null;
  readonly retryAt: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.about = problem.about ?? {};
    this.requestId = problem.requestId;
    this.retryAfter = retryAfter;
    this.retryAt = retryAfter === null ? null : Date.now() + retryAfter * 1000;
  }
}

/** No answer came at all: no network, or no server behind it. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server could not be reached', { cause });
  }
}

export async function refusalOf(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError(await problemOf(response), Number.isFinite(wait) && wait > 0 ? wait : null);
}

/** A proxy on the way may answer with something else than a problem document. */
async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = problem.safeParse(body);
  if (parsed.success) return parsed.data;
  const code = response.status === 401 ? 'signed_out' : response.status >= 502 ? 'unavailable' : 'internal';
  return { type: 'about:blank', code, status: response.status, title: response.statusText };
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
