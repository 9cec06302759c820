import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Endpoint, Received } from '@quad/shared/platform';
import type { KeyRing, Keys } from '../config/key-ring';
import type { Log } from '../observability/log';
import { Failure } from './failure';
import { IdempotencyModel, type IdempotencyRecord } from './idempotency.model';
import { isDuplicate } from '../database/failures';

export const keyHeader = 'Idempotency-Key';
const keptMs = 24 * 3_600_000;
const leaseMs = 60_000;
const maxBodyChars = 256 * 1024;

/** A request that names itself: whoever sends it again gets the first one's answer. */
export interface NamedRequest {
  id: string;
  /** by the current key, then by every other that stands: the first request may have been a key ago */
  fingerprints: readonly [string, ...string[]];
}

/** An answer as it is sent; `body` is JSON. */
export interface Answered {
  status: number;
  body: string | null;
}

/** @param whose a person's id, or what keeps the keys of nobody known apart. @throws Failure invalid_request */
export function namedRequest(
  key: string,
  whose: string,
  endpoint: Endpoint,
  { params, query, body, file }: Received<Endpoint>,
  keys: KeyRing,
): NamedRequest {
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: keyHeader, message: 'must be 1 to 200 visible ASCII characters' }],
    });
  const { method, path } = endpoint;
  // with a secret: a body may hold a password, and a bare hash of it would let it be guessed
  const asked = JSON.stringify([method, path, params, query, body], inOneOrder);
  const bytes = (file as { bytes: Uint8Array } | undefined)?.bytes ?? '';
  const fingerprint = ({ repeat }: Keys): string =>
    createHmac('sha256', repeat).update(asked).update(bytes).digest('hex');
  const { current, all } = keys;
  const others = all.filter((each) => each !== current);
  return {
    id: createHash('sha256').update(`${whose}|${key}`).digest('hex'),
    fingerprints: [fingerprint(current), ...others.map(fingerprint)],
  };
}

/** Keys of objects sorted, so that equal content is equal text. */
function inOneOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Runs `work` for the first of equal requests and answers the others as it was answered. What fails with a 5xx, or is cut off,
 * leaves the key free. The answer is kept after the work is done, not with it: a server that dies in between runs it again.
 * @param work refusals are answers, too; it throws only what is no answer
 * @throws Failure request_in_flight while the first still runs, key_reused when it was another request
 */
export async function once(
  request: NamedRequest,
  work: () => Promise<Answered & { keep: boolean }>,
  log: Log,
): Promise<Answered & { replayed: boolean }> {
  const token = randomUUID();
  const standing = await begin(request, token);
  if (standing !== null) return { ...answerOf(standing, request), replayed: true };
  const mine = { _id: request.id, token };
  const renewal = setInterval(() => {
    IdempotencyModel.updateOne(mine, { $set: { leaseUntil: leaseEnd() } }).catch((error: unknown) =>
      log.warn({ err: error }, 'the lease of a request was not renewed'),
    );
  }, leaseMs / 3);
  try {
    const { keep, ...answer } = await work();
    await (keep ? IdempotencyModel.updateOne(mine, { $set: done(answer) }) : free(mine)).catch(
      // it is done: whoever waits for the answer must have it
      (error: unknown) => log.warn({ err: error }, 'an answer was not kept for its repeats'),
    );
    return { ...answer, replayed: false };
  } catch (error) {
    await free(mine).catch((failed: unknown) => log.warn({ err: failed }, 'a key was not freed'));
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/** Null when this attempt is the one to run; else what stands under the key. */
async function begin({ id, fingerprints }: NamedRequest, token: string): Promise<IdempotencyRecord | null> {
  const fresh: IdempotencyRecord = {
    ...{ _id: id, fingerprint: fingerprints[0], token, state: 'running', leaseUntil: leaseEnd() },
    ...{ status: null, body: null, isKept: false, expiresAt: new Date(Date.now() + keptMs) },
  };
  try {
    // the unique id decides who is first
    await IdempotencyModel.create(fresh);
    return null;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const standing = await IdempotencyModel.findById(id).lean<IdempotencyRecord>();
  const isLeft = standing?.state === 'running' && standing.leaseUntil.getTime() < Date.now();
  if (standing !== null && (!isLeft || !fingerprints.includes(standing.fingerprint))) return standing;
  const taken = await IdempotencyModel.updateOne(
    { _id: id, token: standing?.token ?? '' },
    { $set: { token, leaseUntil: leaseEnd() } },
  );
  // freed or taken by another at this very moment: whoever asks again will see which
  return taken.matchedCount === 1 ? null : fresh;
}

function answerOf(standing: IdempotencyRecord, { fingerprints }: NamedRequest): Answered {
  if (!fingerprints.includes(standing.fingerprint)) throw new Failure('key_reused');
  if (standing.state === 'running')
    throw new Failure('request_in_flight', undefined, { retryAfterSeconds: 1 });
  if (!standing.isKept)
    throw new Failure('conflict', 'This was done already; its answer was too big to be kept. Load it again.');
  return { status: standing.status ?? 200, body: standing.body };
}

function done({ status, body }: Answered): Partial<IdempotencyRecord> {
  const isKept = (body?.length ?? 0) <= maxBodyChars;
  return { state: 'done', status, body: isKept ? body : null, isKept };
}

async function free(mine: { _id: string; token: string }): Promise<void> {
  await IdempotencyModel.deleteOne(mine);
}

function leaseEnd(): Date {
  return new Date(Date.now() + leaseMs);
}
