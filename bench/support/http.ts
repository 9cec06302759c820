import { Agent, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

export interface HttpRequest {
  method: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A server that takes longer than this has lost the request; the slowest honest one is the import of a big school. */
const answerWithinMs = 60_000;

/** Keep-alive connections to one server. Node's own client, because on two cores a dearer one is paid for by the server. */
export class Connections {
  readonly #agent: Agent;

  constructor(
    readonly server: URL,
    most: number,
    private readonly limitMs = answerWithinMs,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: most });
  }

  /** Any status is an answer; rejects only when there was none. */
  send({ method, path, headers = {}, body }: HttpRequest): Promise<HttpAnswer> {
    const length =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.server), {
        method,
        agent: this.#agent,
        headers: { ...headers, ...length },
      });
      sent.setTimeout(this.limitMs, () =>
        sent.destroy(new NoAnswer(`no answer within ${this.limitMs / 1000} s`)),
      );
      sent.on('error', reject);
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          });
        });
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The request went out and nothing came back, so nobody knows whether it was done. */
export class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT';
}
