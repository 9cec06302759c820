import { apiRoot, type Contract, type Endpoint, type Presented, type Received } from '@quad/shared/platform';
import type { Request, RequestHandler, Response } from 'express';
import { body, matchedData, param, query, validationResult, type ValidationChain } from 'express-validator';
import type { z } from 'zod';
import type { Context, PublicContext } from './context';
import { Failure, type FieldError } from './failure';
import { spooledOf } from './spool';

type ContextFor<E extends Endpoint> = E['permission'] extends 'public' | 'operator' ? PublicContext : Context;
/** What a `raw` endpoint answers with, once whoever asks was let in. */
export type RawAnswer = (req: Request, res: Response) => Promise<void>;
type Answered<E extends Endpoint> = E['raw'] extends true ? RawAnswer : Presented<E>;
type Handler<E extends Endpoint> = (ctx: ContextFor<E>, received: Received<E>) => Promise<Answered<E>>;
export type Handlers<C extends Contract> = { [K in keyof C]: Handler<C[K]> };

export interface Route {
  name: string;
  endpoint: Endpoint;
  /** the validation chains, then the handler proper */
  validation: RequestHandler[];
  handle(ctx: Context | PublicContext, received: Received<Endpoint>): Promise<unknown>;
}

/** Pairs a contract with its use cases; a missing or superfluous one does not compile. */
export function routes<C extends Contract>(contract: C, handlers: Handlers<C>): Route[] {
  return Object.entries(contract).map(([name, endpoint]) => ({
    name,
    endpoint,
    validation: chains(endpoint),
    // the types were checked where the handler was written; here it is one of many
    handle: handlers[name] as unknown as Route['handle'],
  }));
}

export function pathOf(endpoint: Endpoint): string {
  return apiRoot + endpoint.path;
}

const locations = { params: param, query, body } as const;
type Location = keyof typeof locations;

/** One chain per location, the schema as its only rule: a chain per field would run every rule twice and block on big bodies. */
function chains(endpoint: Endpoint): ValidationChain[] {
  return (Object.keys(locations) as Location[]).flatMap((location) => {
    const schema = endpoint[location];
    return schema === undefined ? [] : [chain(location, schema)];
  });
}

function chain(location: Location, schema: z.ZodType): ValidationChain {
  // the sanitiser hands on what the validator parsed; a batch of marks is not parsed twice
  const results = new WeakMap<object, z.ZodSafeParseResult<unknown>>();
  const parse = (value: unknown, req: object): z.ZodSafeParseResult<unknown> => {
    const result = results.get(req) ?? schema.safeParse(value ?? {});
    results.set(req, result);
    return result;
  };
  return locations[location]()
    .custom((value: unknown, { req }) => parse(value, req).success)
    .withMessage((value: unknown, { req }) => fieldErrors(location, parse(value, req).error))
    .bail()
    .customSanitizer((value: unknown, { req }) => parse(value, req).data);
}

function fieldErrors(location: Location, error: z.ZodError | undefined): FieldError[] {
  return (error?.issues ?? []).slice(0, 50).map((issue) => ({
    field: issue.path.length === 0 ? location : issue.path.join('.'),
    message: issue.message,
  }));
}

/** What the chains let through. @throws Failure invalid_request with every field and what is wrong with it */
export function received(req: Request): Received<Endpoint> {
  const errors = validationResult(req).formatWith((error) => error.msg as FieldError[]);
  if (!errors.isEmpty()) throw new Failure('invalid_request', undefined, { errors: errors.array().flat() });
  const at = (location: Location): unknown =>
    matchedData<Record<string, unknown>>(req, { locations: [location] })[''];
  const file =
    req.body instanceof Uint8Array
      ? { type: req.get('content-type') ?? '', bytes: req.body }
      : spooledOf(req);
  return { params: at('params'), query: at('query'), body: at('body'), file } as Received<Endpoint>;
}
