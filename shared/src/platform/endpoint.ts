import type { z } from 'zod';
import type { ErrorCode } from './errors';
import type { RoutePermission } from './permissions';

export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** One endpoint, declared once: types, validation, client, documentation and the permission test all read this. */
export interface Endpoint {
  method: Method;
  /** below `/api/v1`, with `:params` */
  path: string;
  summary: string;
  permission: RoutePermission;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** of the JSON body, where 100 kB are too few */
  maxBytes?: number;
  /** `null` answers 204, or the file of a download */
  response: z.ZodType | null;
  /** answers a file as a stream; a plain link opens it */
  download?: true;
  /** the use case says who may, then speaks HTTP itself: parts of a file by ranges, an upload that is resumed */
  raw?: true;
  /** takes one file as the whole body, of these types and at most so many bytes; a `spool`ed one goes to disk, never into memory whole */
  upload?: { types: readonly string[]; maxBytes: number; spool?: true };
  /** a POST that knows its repeats by itself, so that no `Idempotency-Key` is needed, or whose answer must not be kept: it carries a secret */
  ownRepeats?: true;
  /** asks for a proof, not older than a quarter of an hour, that whoever acts is who they are */
  proof?: true;
  /** what this endpoint may refuse besides what its permission and its shapes already imply */
  errors?: readonly ErrorCode[];
}

export type Contract = Record<string, Endpoint>;

export const apiRoot = '/api/v1';

export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition;
}

/** Whether a repeat of this request is known by its `Idempotency-Key`. Not for files on their way out, nor for ones too big to be compared. */
export function takesKey({ method, download, raw, upload, ownRepeats }: Endpoint): boolean {
  return (
    method === 'POST' && download !== true && raw !== true && upload?.spool !== true && ownRepeats !== true
  );
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Input<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler receives: parsed, unknown keys refused. */
export interface Received<E extends Endpoint> {
  params: Output<E['params']>;
  query: Output<E['query']>;
  body: Output<E['body']>;
  file: E['upload'] extends { spool: true }
    ? { type: string; path: string; bytes: number }
    : E['upload'] extends object
      ? { type: string; bytes: Uint8Array }
      : undefined;
}

/** A file on its way out: made while it is sent, so its size does not matter. */
export interface FileAnswer {
  type: string;
  name: string;
  content: AsyncIterable<Uint8Array | string>;
  /** about how many rows it will have; goes out as the header `X-Quad-Rows`, for a progress bar */
  rows?: number;
}

/** What a caller hands over. */
export type Sent<E extends Endpoint> = Given<'params', E['params']> &
  Given<'query', E['query']> &
  Given<'body', E['body']> &
  (E['upload'] extends object ? { file: { type: string; size: number } } : unknown);
type Given<K extends string, S> = S extends z.ZodType ? Record<K, Input<S>> : unknown;

export type Answer<E extends Endpoint> = E['response'] extends z.ZodType
  ? z.output<E['response']>
  : undefined;
export type Presented<E extends Endpoint> = E['download'] extends true
  ? FileAnswer
  : E['response'] extends z.ZodType
    ? z.input<E['response']>
    : undefined;
