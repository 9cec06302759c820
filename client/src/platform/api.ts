import { apiRoot, problem, type Answer, type Endpoint, type Problem, type Sent } from '@quad/shared/platform';
import { ApiError, Unreachable } from './api-error';
import { refreshSession } from './refresh';

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/**
 * Asks one endpoint of the contract. Rejects with ApiError when the server refuses and with Unreachable when there was no answer;
 * an answer that does not have the contract's shape rejects with zod's error.
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
  const answer: unknown =
    endpoint.response === null ? undefined : endpoint.response.parse(await response.json());
  return answer as Answer<E>;
}

async function send(
  endpoint: Endpoint,
  { params, query, body }: Parts,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params?.[name])),
  );
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  try {
    return await fetch(`${apiRoot}${path}${search === '' ? '' : `?${search}`}`, {
      method: endpoint.method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Unreachable(error);
  }
}

/** A proxy on the way may answer with something else than a problem document. */
async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = problem.safeParse(body);
  if (parsed.success) return parsed.data;
  const code = response.status === 401 ? 'signed_out' : response.status >= 502 ? 'unavailable' : 'internal';
  return { type: 'about:blank', code, status: response.status, title: response.statusText };
}
