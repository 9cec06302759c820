import { apiRoot, isNewer, takesKey, type Answer, type Endpoint, type Sent } from '@quad/shared/platform';
import { ApiError, refusalOf, Unreachable } from './api-error';
import { clock } from './clock';
import { fileNameOf } from './files';
import type { Question } from './freshness';
import { prove } from './proof';
import { answerMs, refreshSession } from './refresh';
import { createStore } from './store';
import { uuid } from './uuid';

interface Parts {
  file?: Blob;
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** sent with every attempt, so that the server does it once */
  repeatKey?: string;
}

/** How far behind the database the server was that answered last, ms; null before it has said. */
export const serverLag = createStore<number | null>(null);

const questions = new WeakMap<AbortSignal, Question>();

/** What is asked under this signal should be as new as the question wants, and says there how new it is. */
export function askAsNewAs(signal: AbortSignal, question: Question): void {
  questions.set(signal, question);
}

/**
 * Asks one endpoint of the contract. Rejects with ApiError when the server refuses and with Unreachable when there was no answer
 * in ten seconds, which are counted anew after a refresh; an answer that does not have the contract's shape rejects with zod's error.
 * A POST whose answer was lost is sent once more, and the server does it once; also when it is called again later with the same
 * `repeatKey`.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  signal?: AbortSignal,
  repeatKey = uuid(),
): Promise<Answer<E>> {
  const parts = sent as Parts;
  if (!takesKey(endpoint)) return ask(endpoint, parts, signal);
  const named = { ...parts, repeatKey };
  return untilAnswered(() => ask(endpoint, named, signal), signal);
}

/** The same for an endpoint that answers a file of moderate size. @returns `rows` as the server counts them, 0 when it does not */
export async function callForFile<E extends Endpoint & { download: true }>(
  endpoint: E,
  sent: Sent<E>,
): Promise<{ name: string; content: Blob; rows: number }> {
  const response = await answered(endpoint, sent as Parts, undefined);
  const content = await orUnreachable(response.blob(), undefined);
  const rows = Number(response.headers.get('x-quad-rows') ?? 0);
  return { name: fileNameOf(response), content, rows };
}

async function ask<E extends Endpoint>(
  endpoint: E,
  parts: Parts,
  signal: AbortSignal | undefined,
): Promise<Answer<E>> {
  const asked = clock.asking();
  const response = await answered(endpoint, parts, signal);
  if (endpoint.response === null) return undefined as Answer<E>;
  const answer: unknown = endpoint.response.parse(JSON.parse(await orUnreachable(response.text(), signal)));
  const now = timeIn(answer);
  if (now !== undefined) clock.synced(now, asked);
  return answer as Answer<E>;
}

/** The district's clock, where an answer tells it. */
function timeIn(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if (Array.isArray(answer)) return timeIn(answer[0]);
  if ('now' in answer && typeof answer.now === 'number') return answer.now;
  return 'clock' in answer ? timeIn(answer.clock) : undefined;
}

async function answered(
  endpoint: Endpoint,
  parts: Parts,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const attempt = (): Promise<Response> => send(endpoint, parts, signal);
  // a public endpoint's 401 is about what was sent, not about the session
  const response =
    endpoint.permission === 'public' ? await accepted(await attempt()) : await letIn(attempt, signal);
  noteAge(response, signal);
  return response;
}

/**
 * Renews the session where it has run out, asks the person to prove who they are where the server wants that, and then tries again.
 * @throws ApiError when it is refused all the same
 */
export async function letIn(
  attempt: () => Promise<Response>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const begun = Date.now();
  const remedies = new Map([
    ['signed_out', () => refreshSession(begun)],
    ['proof_needed', prove],
  ]);
  for (;;) {
    const response = await attempt();
    if (response.ok) return response;
    const refusal = await refusalOf(response);
    const remedy = remedies.get(refusal.code);
    // each helps once
    remedies.delete(refusal.code);
    if (remedy === undefined || !(await remedy())) throw refusal;
    signal?.throwIfAborted();
  }
}

async function accepted(response: Response): Promise<Response> {
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** Of several answers to one question the oldest counts. */
function noteAge({ headers }: Response, signal: AbortSignal | undefined): void {
  const lag = headers.get('x-quad-lag');
  if (lag !== null) serverLag.set(Number(lag));
  const question = signal && questions.get(signal);
  const version = headers.get('x-quad-version');
  if (question === undefined || version === null) return;
  if (question.version === null || isNewer(question.version, version)) question.version = version;
}

const resendMs = 500;
const inFlightMs = 1_000;
const mostWaits = 10;

/** After a lost answer the first attempt may still be worked on: then its answer is waited for. */
async function untilAnswered<T>(asked: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await asked();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  await pause(resendMs, signal);
  for (let waits = 0; ; waits++) {
    try {
      return await asked();
    } catch (error) {
      const isInFlight = error instanceof ApiError && error.code === 'request_in_flight';
      if (!isInFlight || waits === mostWaits) throw error;
    }
    await pause(inFlightMs, signal);
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  signal?.throwIfAborted();
}

async function send(
  endpoint: Endpoint,
  { params, query, body, file, repeatKey }: Parts,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params?.[name])),
  );
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  const limit = AbortSignal.timeout(limitOf(endpoint));
  const content = file ?? (body === undefined ? undefined : JSON.stringify(body));
  const type = file === undefined ? 'application/json' : file.type;
  const after = (signal && questions.get(signal)?.after) ?? null;
  const asked = fetch(`${apiRoot}${path}${search === '' ? '' : `?${search}`}`, {
    method: endpoint.method,
    headers: {
      accept: 'application/json',
      ...(after === null ? {} : { 'x-quad-after': after }),
      ...(repeatKey === undefined ? {} : { 'idempotency-key': repeatKey }),
      ...(content === undefined ? {} : { 'content-type': type }),
    },
    ...(content === undefined ? {} : { body: content }),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  });
  return orUnreachable(asked, signal);
}

/** A picture over a slow network takes its time, and a district's roster more of it. */
function limitOf({ upload }: Endpoint): number {
  if (upload === undefined) return answerMs;
  return upload.spool === true ? 90 * answerMs : 6 * answerMs;
}

/** Headers and body come one after the other, and either may never come. */
export async function orUnreachable<T>(coming: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    // the caller itself called it off
    if (signal?.aborted === true) throw error;
    throw new Unreachable(error);
  }
}
