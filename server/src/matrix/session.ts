import { Agent, request } from 'node:http';
import { password } from '../testing/test-app';

/** Ten thousand requests over a few connections: `fetch` takes longer for each than the server does. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export interface Answer {
  status: number;
  /** as text, whatever it is */
  body: string;
}

/** One browser of one person, or of nobody. */
export class Browser {
  constructor(
    readonly url: string,
    readonly cookie = '',
  ) {}

  send(
    method: string,
    path: string,
    {
      body,
      file,
      headers,
    }: { body?: unknown; file?: { type: string; content: string }; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const content = file?.content ?? (body === undefined ? undefined : JSON.stringify(body));
    const type = file?.type ?? 'application/json';
    const sent = {
      ...{ cookie: this.cookie, 'sec-fetch-site': 'same-origin' },
      ...(content !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(content) }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const asking = request(this.url + path, { method, headers: sent, agent }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(pieces).toString('latin1') }),
        );
      });
      asking.on('error', reject);
      asking.end(content);
    });
  }

  /** @throws Error with what the server said, where it refuses */
  async must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return (answer.body === '' ? null : JSON.parse(answer.body)) as T;
  }
}

export async function signIn(url: string, login: string): Promise<Browser> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ login, password }),
  });
  if (answer.status !== 200) throw new Error(`${login} could not sign in: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  return new Browser(url, cookie.join('; '));
}
