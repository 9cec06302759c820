import { identityContract, type Me } from '@quad/shared/identity';
import { apiRoot, problem, type Answer, type Endpoint, type Sent } from '@quad/shared/platform';
import { Connections, type HttpAnswer } from './http';
import { patiently } from './patience';
import { Session } from './session';

/** As whom a call is made: a person's session, whoever holds the operator's key, or nobody. */
type As = Session | { operatorKey: string } | null;

interface Parts {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
}

/** What the server answered instead of a success, as one sentence a person can act on. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** The public API as any device sees it: typed by the contract, over HTTP, and patient with a server that is away. */
export class Api {
  readonly #connections: Connections;
  readonly #patienceMs: number;

  constructor(
    readonly server: URL,
    options: { connections: number; patienceMs?: number },
  ) {
    this.#connections = new Connections(server, options.connections);
    this.#patienceMs = options.patienceMs ?? 60_000;
  }

  /** @throws ApiRefusal, or the network's error once patience has run out */
  async call<E extends Endpoint>(endpoint: E, sent: Sent<E>, as: As): Promise<Answer<E>> {
    let answer = await this.#send(endpoint, sent as Parts, as);
    if (answer.status === 401 && as instanceof Session && endpoint.permission !== 'public') {
      // an access token lasts ten minutes; the refresh cookie fetches the next
      await this.call(identityContract.refresh, {}, as);
      answer = await this.#send(endpoint, sent as Parts, as);
    }
    if (answer.status >= 400) throw refusalIn(answer);
    return (
      endpoint.response === null ? undefined : endpoint.response.parse(JSON.parse(answer.text))
    ) as Answer<E>;
  }

  async signIn(login: string, password: string): Promise<{ session: Session; me: Me }> {
    const session = new Session();
    const me = await this.call(identityContract.signIn, { body: { login, password } }, session);
    return { session, me };
  }

  close(): void {
    this.#connections.close();
  }

  async #send(endpoint: Endpoint, { params = {}, query = {}, body }: Parts, as: As): Promise<HttpAnswer> {
    const path =
      apiRoot + endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const asked = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    const request = {
      method: endpoint.method,
      path: asked === '' ? path : `${path}?${asked}`,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const answer = await patiently(
      () => this.#connections.send({ ...request, headers: credentials(as, path) }),
      this.#patienceMs,
    );
    if (as instanceof Session) as.take(answer.headers['set-cookie']);
    return answer;
  }
}

function credentials(as: As, path: string): Record<string, string> {
  if (as === null) return {};
  return as instanceof Session
    ? { cookie: as.headerFor(path) }
    : { authorization: `Bearer ${as.operatorKey}` };
}

function refusalIn({ status, text, headers }: HttpAnswer): ApiRefusal {
  if (!headers['content-type']?.startsWith('application/problem+json'))
    return new ApiRefusal(
      status,
      'not_quad',
      `The server answered ${status} in a form that is not Quad’s: check the address.`,
    );
  const { code, title, detail, errors = [] } = problem.parse(JSON.parse(text));
  const fields = errors.slice(0, 3).map((error) => `${error.field} ${error.message}`);
  return new ApiRefusal(status, code, [title, detail, fields.join('; ')].filter(Boolean).join(' '));
}
