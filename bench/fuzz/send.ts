import { Agent, request, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { Draft } from './draft';

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  ms: number;
}

const answerWithinMs = 30_000;

/** Requests as bytes: broken ones go out as they are. */
export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(readonly server: URL) {}

  /**
   * @returns null for a request that Node itself will not send
   * @throws the network's error where there was no answer
   */
  async send(draft: Draft): Promise<Answered | null> {
    try {
      return await this.#once(draft);
    } catch (error) {
      // the server hung up after its last answer, as it may; on a connection of its own it must answer
      if ((error as { reused?: boolean }).reused !== true) throw error;
      return this.#once({ ...draft, headers: { ...draft.headers, connection: 'close' } });
    }
  }

  #once({ method, path, query, headers, body }: Draft): Promise<Answered | null> {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      let sent: ClientRequest;
      try {
        sent = request({
          ...{ hostname: this.server.hostname, port: this.server.port, agent: this.#agent, method },
          path: query === '' ? path : `${path}?${query}`,
          headers: { ...headers, ...(body !== null && { 'content-length': body.length }) },
        });
      } catch {
        resolve(null);
        return;
      }
      sent.setTimeout(answerWithinMs, () => sent.destroy(new Error(`no answer within ${answerWithinMs} ms`)));
      sent.on('error', (error) => reject(Object.assign(error, { reused: sent.reusedSocket })));
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            ms: performance.now() - began,
          });
        });
      });
      sent.end(body ?? undefined);
    });
  }

  /** Bytes that are no HTTP, or hardly. @returns what came back until the server hung up, or nothing more came */
  raw(bytes: Buffer): Promise<string> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const socket = connect({ port: Number(this.server.port), host: this.server.hostname }, () =>
        socket.end(bytes),
      );
      const done = (): void => {
        socket.destroy();
        resolve(Buffer.concat(chunks).toString());
      };
      socket.setTimeout(500, done);
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('close', done);
      socket.on('error', done);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
