import { apiRoot, problem, type Answer, type Endpoint, type Problem, type Sent } from '@quad/shared/platform';
import { ApiError, Unreachable } from './api-error';
import { answerMs, refreshSession } from './refresh';

interface Parts {
  file?: Blob;
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/**
 * Asks one endpoint of the contract. Rejects with ApiError when the server refuses and with Unreachable when there was no answer
 * in ten seconds, which are counted anew after a refresh; an answer that does not have the contract's shape rejects with zod's error.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  signal?: AbortSignal,
): Promise<Answer<E>> {
  const parts: Parts = sent as Parts;
  let response = await send(endpoint, parts, signal);
  // a public endpoint's 401 is about what was sent, not about the session
  if (response.status === 401 && endpoint.permission !== 'public' && (await refreshSession())) {
    response = await send(endpoint, parts, signal);
  }
  if (!response.ok) throw new ApiError(await problemOf(response));
  if (endpoint.response === null) return undefined as Answer<E>;
  const answer: unknown = JSON.parse(await orUnreachable(response.text(), signal));
  return endpoint.response.parse(answer) as Answer<E>;
}

async function send(
  endpoint: Endpoint,
  { params, query, body, file }: Parts,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params?.[name])),
  );
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  // a picture over a slow network takes its time
  const limit = AbortSignal.timeout(file === undefined ? answerMs : 6 * answerMs);
  const content = file ?? (body === undefined ? undefined : JSON.stringify(body));
  const type = file === undefined ? 'application/json' : file.type;
  const asked = fetch(`${apiRoot}${path}${search === '' ? '' : `?${search}`}`, {
    method: endpoint.method,
    headers: {
      accept: 'application/json',
      ...(content === undefined ? {} : { 'content-type': type }),
    },
    ...(content === undefined ? {} : { body: content }),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  });
  return orUnreachable(asked, signal);
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

/** A proxy on the way may answer with something else than a problem document. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = problem.safeParse(body);
  if (parsed.success) return parsed.data;
  const code = response.status === 401 ? 'signed_out' : response.status >= 502 ? 'unavailable' : 'internal';
  return { type: 'about:blank', code, status: response.status, title: response.statusText };
}
