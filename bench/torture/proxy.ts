import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a link does to the bytes of the connections a fault is meant for. */
export type Weather =
  | { kind: 'clear' }
  /** every chunk comes this much later, each way, up to `jitterMs` more */
  | { kind: 'latency'; ms: number; jitterMs: number }
  /** so many bytes a second and way, what a network that loses packets comes down to */
  | { kind: 'throttle'; bytesPerSecond: number }
  /** nothing passes and nobody is told; once it clears, what was held back arrives, as after retransmission */
  | { kind: 'silence' }
  /** as a firewall that has forgotten: what is connected now is dead for good and hears nothing of it; new connections work */
  | { kind: 'half-open' }
  /** nobody gets in, and whoever was in is thrown out */
  | { kind: 'cut' };

interface Pair {
  from: Socket;
  to: Socket;
  /** who connected, as far as their first bytes tell; see `nameOf` */
  name: string;
  dead: boolean;
}

export interface LinkOptions {
  /** tried in turn, beginning with whoever has the fewest connections; two Quad servers behind one link are balanced so */
  targets: readonly number[];
  /** who is speaking, from the first bytes of a connection; a fault can be meant for some alone */
  nameOf?: (first: Buffer) => string;
  random: () => number;
}

/** A TCP proxy of our own on the loopback, with bad weather on demand. */
export class Link {
  port = 0;
  /** goes on trying to reach a target for so long before it hangs up */
  patienceMs = 0;
  #weather: Weather = { kind: 'clear' };
  #meant: (name: string) => boolean = () => true;
  readonly #pairs = new Set<Pair>();
  readonly #load = new Map<number, number>();
  readonly #server: Server;

  constructor(private readonly options: LinkOptions) {
    this.#server = createServer({ noDelay: true, pauseOnConnect: true }, (from) => void this.#accept(from));
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(port, '127.0.0.1', done));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** @param meant whose connections it strikes, by the name `nameOf` gave them */
  set(weather: Weather, meant: (name: string) => boolean = () => true): void {
    this.#weather = weather;
    this.#meant = meant;
    for (const pair of [...this.#pairs]) {
      if (!meant(pair.name)) continue;
      if (weather.kind === 'cut') this.#end(pair);
      if (weather.kind === 'half-open') pair.dead = true;
    }
  }

  /** Good weather again, and whoever still holds a dead connection is told. */
  clear(): void {
    this.set({ kind: 'clear' });
    for (const pair of [...this.#pairs]) if (pair.dead) this.#end(pair);
  }

  /** Every connection is reset at once. */
  reset(): void {
    for (const pair of [...this.#pairs]) this.#end(pair);
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  async #accept(from: Socket): Promise<void> {
    from.on('error', () => from.destroy());
    const target = await this.#reach();
    if (target === null || from.destroyed) {
      from.resetAndDestroy();
      target?.socket.destroy();
      return;
    }
    const { socket: to, port } = target;
    const pair: Pair = { from, to, name: '', dead: false };
    this.#pairs.add(pair);
    this.#load.set(port, (this.#load.get(port) ?? 0) + 1);
    to.on('error', () => to.destroy());
    const over = (): void => {
      if (this.#pairs.delete(pair)) this.#load.set(port, (this.#load.get(port) ?? 1) - 1);
      // a dead line tells the other end nothing
      if (pair.dead) return;
      from.destroy();
      to.destroy();
    };
    from.once('close', over);
    to.once('close', over);
    void this.#carry(pair, from, to);
    void this.#carry(pair, to, from);
  }

  async #reach(): Promise<{ socket: Socket; port: number } | null> {
    const { targets } = this.options;
    const began = performance.now();
    do {
      const byLoad = [...targets].sort((a, b) => (this.#load.get(a) ?? 0) - (this.#load.get(b) ?? 0));
      for (const port of byLoad) {
        const socket = await connected(port);
        if (socket !== null) return { socket, port };
      }
      if (this.patienceMs > 0) await sleep(50);
    } while (performance.now() - began < this.patienceMs);
    return null;
  }

  /** One way of one connection, chunk by chunk; the sender feels it when the receiver, or the weather, is slow. */
  async #carry(pair: Pair, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        if (pair.name === '' && from === pair.from) this.#name(pair, chunk);
        const strikes = (): boolean => this.#meant(pair.name);
        await this.#delay(chunk.length, strikes);
        while (pair.dead || (this.#weather.kind === 'silence' && strikes())) {
          if (from.destroyed || to.destroyed) return;
          await sleep(20);
        }
        if (to.destroyed) return;
        if (!to.write(chunk)) await drained(to);
      }
      to.end();
    } catch {
      // either end reset the connection; 'close' cleans up
      if (!pair.dead) to.destroy();
    }
  }

  #name(pair: Pair, chunk: Buffer): void {
    pair.name = this.options.nameOf?.(chunk) ?? 'client';
    if (this.#weather.kind === 'cut' && this.#meant(pair.name)) this.#end(pair);
  }

  async #delay(bytes: number, strikes: () => boolean): Promise<void> {
    const weather = this.#weather;
    if (weather.kind === 'latency' && strikes())
      await sleep(weather.ms + this.options.random() * weather.jitterMs);
    if (weather.kind === 'throttle' && strikes()) await sleep((bytes / weather.bytesPerSecond) * 1_000);
  }

  #end(pair: Pair): void {
    pair.dead = false;
    pair.from.resetAndDestroy();
    pair.to.resetAndDestroy();
  }
}

async function connected(port: number): Promise<Socket | null> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', () => done(null));
    socket.once('connect', () => done(socket));
  });
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((done) => {
    const settle = (): void => {
      socket.off('drain', settle).off('close', settle);
      done();
    };
    socket.once('drain', settle).once('close', settle);
  });
}
