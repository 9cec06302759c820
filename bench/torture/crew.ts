import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { School } from './school';

/** What a crew is told; each is answered when it is done. */
export type Order =
  | {
      do: 'board';
      doors: string[];
      school: School;
      devices: number;
      first: number;
      seed: string;
      history: string;
      actsPerSecond: number;
    }
  /** from now on the registers of that day are what everybody marks */
  | { do: 'turn'; day: string }
  | { do: 'go' }
  /** nobody does anything more, everybody is awake and online; what waits goes on being sent */
  | { do: 'quiet' }
  | { do: 'stir'; stir: Stir; share: number; ms: number }
  /** answered once something begun after that moment (ms since 1970) has been acknowledged */
  | { do: 'watch'; since: number }
  | { do: 'look' }
  /** writes what everybody shows at the end */
  | { do: 'finish' };

/** What befalls devices rather than servers. */
export type Stir = 'reload' | 'offline' | 'expired offline' | 'wrong clock' | 'freeze leader';

export interface Look {
  /** actions no server has answered */
  waiting: number;
  /** where each register stands on every screen of this crew, or null where its screens differ */
  views: Record<string, string | null>;
  /** how often screens have asked for what they lacked, over HTTP */
  syncs: number;
  acts: number;
  acks: number;
  requests: number;
  /** requests without an answer, or with a 5xx, by what it was */
  failed: Record<string, number>;
  refreshes: number;
  signedOut: number;
}

export interface Answered {
  id: number;
  result?: unknown;
  problem?: string;
}

/** A process full of headless devices. */
export class Crew {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>();
  #id = 0;

  constructor() {
    this.#child = fork(new URL('./crew-process.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
    this.#child.on('message', ({ id, result, problem }: Answered) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (problem === undefined) waiting?.done(result);
      else waiting?.failed(new Error(problem));
    });
    this.#child.once('exit', (code) => {
      for (const { failed } of this.#waiting.values()) failed(new Error(`a crew ended with ${String(code)}`));
    });
  }

  tell<A = void>(order: Order): Promise<A> {
    const id = ++this.#id;
    return new Promise<A>((done, failed) => {
      this.#waiting.set(id, { done: (value) => done(value as A), failed });
      this.#child.send({ id, order });
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}
