import { z } from 'zod';

/** Every error the API answers: its stable code, HTTP status and the sentence a person reads when nothing more exact is known. */
export const errorCodes = {
  invalid_request: { status: 422, title: 'Something in this request is not right.' },
  malformed_body: { status: 400, title: 'The request body could not be read.' },
  malformed_address: { status: 400, title: 'This address could not be read.' },
  body_too_large: { status: 413, title: 'That is more than one request may carry.' },
  signed_out: { status: 401, title: 'Please sign in.' },
  wrong_credentials: { status: 401, title: 'That name and password do not fit together.' },
  code_needed: { status: 401, title: 'Type the code that your authenticator shows.' },
  wrong_code: { status: 401, title: 'That code does not fit. Type the newest one.' },
  proof_needed: { status: 403, title: 'Please show once more that it is you.' },
  too_many_attempts: { status: 429, title: 'Too many attempts. Wait a moment and try again.' },
  not_allowed: { status: 403, title: 'You may not do this.' },
  foreign_origin: { status: 403, title: 'This request came from another site.' },
  wrong_actor: { status: 403, title: 'These marks belong to another person on this device.' },
  not_found: { status: 404, title: 'There is nothing here, or nothing you may see.' },
  conflict: { status: 409, title: 'This changed in the meantime.' },
  not_a_school_day: { status: 409, title: 'There is no school on this day.' },
  not_my_class: { status: 403, title: 'This is a colleague’s class.' },
  register_locked: { status: 409, title: 'This register is locked.' },
  code_unusable: { status: 422, title: 'This code cannot be used. Ask for a new one.' },
  request_in_flight: { status: 409, title: 'The same request is still being worked on.' },
  key_reused: { status: 422, title: 'This key belongs to another request.' },
  lesson_locked: { status: 403, title: 'This lesson is not open to you yet.' },
  no_room: { status: 409, title: 'This school has no room for more files.' },
  school_archived: { status: 409, title: 'This school is archived.' },
  unavailable: { status: 503, title: 'Quad cannot reach its database just now. Try again in a moment.' },
  busy: { status: 503, title: 'Many people are signing in at once. Try again in a moment.' },
  internal: { status: 500, title: 'Something went wrong on our side.' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** The body of every answer that is not a success (RFC 9457, `application/problem+json`). */
export const problem = z.object({
  type: z.string(),
  code: z.string(),
  status: z.int(),
  title: z.string(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  /** what the sentence speaks of (who can change it, which class …), so that a screen can say it in its own language */
  about: z.record(z.string(), z.string()).optional(),
});
export type Problem = z.infer<typeof problem>;
