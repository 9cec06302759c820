import { identityContract } from '@quad/shared/identity';
import { apiRoot, problem, type Answer, type Endpoint, type Sent } from '@quad/shared/platform';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { Session } from '../support/session';

interface Parts {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  file?: Blob;
}

/** Nobody answered; it may be different in a moment. */
export class Unreachable extends Refusal {}

/** One person’s session on a server anywhere, over http or https: a file goes out as it is read. */
export class Server {
  readonly #session = new Session();

  /** @param device what the server knows this machine by */
  constructor(
    readonly url: URL,
    device?: string,
  ) {
    if (device === undefined) return;
    // the name over https is another
    for (const name of ['quad_device', '__Secure-quad_device'])
      this.#session.take([`${name}=${device}; Path=${apiRoot}`]);
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.call(identityContract.signIn, { body: { login, password } });
  }

  /** Leaves no session behind; where nobody answers it ends by itself. */
  async signOut(): Promise<void> {
    await this.call(identityContract.signOut, {}).catch(() => undefined);
  }

  /** @throws Refusal with what the server answered instead */
  async call<E extends Endpoint>(endpoint: E, sent: Sent<E>): Promise<Answer<E>> {
    let response = await this.#send(endpoint, sent as Parts);
    if (response.status === 401 && endpoint.permission !== 'public') {
      // an access token lasts ten minutes; the refresh cookie fetches the next
      await this.call(identityContract.refresh, {});
      response = await this.#send(endpoint, sent as Parts);
    }
    const text = await response.text();
    if (!response.ok) throw new Refusal(sentenceIn(response, text));
    return (endpoint.response === null ? undefined : endpoint.response.parse(JSON.parse(text))) as Answer<E>;
  }

  async #send(endpoint: Endpoint, { params = {}, query = {}, body, file }: Parts): Promise<Response> {
    const path =
      apiRoot + endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(
      given.map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    const content = file ?? (body === undefined ? null : JSON.stringify(body));
    const type = file === undefined ? 'application/json' : file.type;
    const response = await fetch(new URL(search === '' ? path : `${path}?${search}`, this.url), {
      method: endpoint.method,
      headers: {
        cookie: this.#session.headerFor(path),
        ...(content !== null && { 'content-type': type }),
      },
      body: content,
    }).catch((error: unknown) => {
      throw new Unreachable(`${this.url.origin} cannot be reached: ${reasonOf(error)}.`);
    });
    this.#session.take(response.headers.getSetCookie());
    return response;
  }
}

/** fetch itself says only that it failed. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function sentenceIn({ status, headers }: Response, text: string): string {
  if (!headers.get('content-type')?.startsWith('application/problem+json'))
    return `The server answered ${status} in a form that is not Quad’s: check the address.`;
  const { title, detail, errors = [] } = problem.parse(JSON.parse(text));
  const fields = errors.slice(0, 3).map((error) => `${error.field} ${error.message}`);
  return [detail ?? title, fields.join('; ')].filter(Boolean).join(' ');
}
