import {
  Refusal,
  type ActionsReply,
  type CaughtUp,
  type Place,
  type Submission,
} from '@quad/shared/attendance';
import { identityContract, type Me } from '@quad/shared/identity';
import { apiRoot } from '@quad/shared/platform';
import { Connections, type HttpAnswer } from '../support/http';
import { Session } from '../support/session';
import type { Person } from './school';

/** As the browser’s client: a request without an answer for this long is given up. */
const answerMs = 10_000;

export interface WireCounts {
  requests: number;
  /** no answer, or a 5xx, by what it was */
  failed: Record<string, number>;
  /** questions for what a screen lacks */
  syncs: number;
  refreshes: number;
  /** sessions that were over for good: somebody had to type a password again */
  signedOut: number;
}

/** One device's way to the server over plain HTTP, with its session; what the browser's api.ts is to a page. */
export class Wire {
  online = true;
  #session = new Session();
  #refreshing: Promise<boolean> | null = null;
  readonly #connections: Connections;

  constructor(
    readonly door: URL,
    readonly person: Person,
    readonly counts: WireCounts,
  ) {
    this.#connections = new Connections(door, 6, answerMs);
  }

  /** The Cookie header of a WebSocket handshake. */
  get cookie(): string {
    return this.#session.headerFor('/socket.io/');
  }

  async signIn(): Promise<Me> {
    const session = new Session();
    const { login, password } = this.person;
    const answer = await this.#send('POST', identityContract.signIn.path, { login, password }, session);
    if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.status} ${answer.text}`);
    this.#session = session;
    return JSON.parse(answer.text) as Me;
  }

  /** The access cookie is over, as after ten minutes; the refresh cookie must fetch the next. */
  expire(): void {
    this.#session.drop('quad_access');
  }

  submit(registerId: string, body: Submission): Promise<ActionsReply> {
    return this.#ask('POST', `/registers/${registerId}/actions`, body);
  }

  sync(registerId: string, { epoch, seq }: Place): Promise<CaughtUp> {
    this.counts.syncs += 1;
    return this.#ask('GET', `/registers/${registerId}/sync?epoch=${epoch}&since=${seq}`);
  }

  open(registerId: string, key: object): Promise<CaughtUp> {
    return this.#ask('PUT', `/registers/${registerId}`, key);
  }

  /** False when somebody has to sign in again. Whoever asks meanwhile shares the one exchange. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#exchange().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  close(): void {
    this.#connections.close();
  }

  /** @throws Refusal for a final no, Error when there was no answer or none that counts */
  async #ask<A>(method: string, path: string, body?: object): Promise<A> {
    let answer = await this.#send(method, path, body);
    if (answer.status === 401 && (await this.refresh())) answer = await this.#send(method, path, body);
    const { status, text } = answer;
    if (status === 200) return JSON.parse(text) as A;
    const final = status >= 400 && status < 500 && status !== 429 && status !== 401;
    if (final) throw new Refusal(codeIn(answer));
    throw new Error(`${method} ${path} answered ${status}`);
  }

  #failed(why: string): void {
    this.counts.failed[why] = (this.counts.failed[why] ?? 0) + 1;
  }

  async #exchange(): Promise<boolean> {
    this.counts.refreshes += 1;
    const answer = await this.#send('POST', identityContract.refresh.path);
    if (answer.status < 300) return true;
    if (answer.status !== 401) throw new Error(`the refresh answered ${answer.status}`);
    this.counts.signedOut += 1;
    await this.signIn();
    return true;
  }

  async #send(method: string, path: string, body?: object, session = this.#session): Promise<HttpAnswer> {
    if (!this.online) throw new Error('this device is offline');
    this.counts.requests += 1;
    try {
      const headers = { cookie: session.headerFor(apiRoot + path) };
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await this.#connections.send({ method, path: apiRoot + path, headers, ...content });
      session.take(answer.headers['set-cookie']);
      if (answer.status >= 500) this.#failed(`${answer.status}`);
      return answer;
    } catch (error) {
      this.#failed((error as { code?: string }).code ?? 'no answer');
      throw error;
    }
  }
}

function codeIn({ status, text, headers }: HttpAnswer): string {
  if (headers['content-type']?.startsWith('application/problem+json') !== true) return `http ${status}`;
  return (JSON.parse(text) as { code: string }).code;
}
