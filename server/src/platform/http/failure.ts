import type { ErrorCode } from '@quad/shared/platform';

export interface FieldError {
  field: string;
  message: string;
}

/** A refusal on purpose: its code decides the status, its detail is what a person reads. Anything else thrown is a 500. */
export class Failure extends Error {
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly about: Record<string, string> | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    more: { errors?: FieldError[]; retryAfterSeconds?: number; about?: Record<string, string> } = {},
  ) {
    super(detail ?? code);
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.about = more.about;
  }
}
