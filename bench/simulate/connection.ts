import type { Chance } from './chance';
import type { Mix } from './mix';
import type { Process } from './process';

/** A socket between a tab and a server. It keeps the order, unless the run says that emits get lost on the way to the socket. */
export class Connection {
  open = true;
  readonly #lastAt = { tab: 0, server: 0 };
  readonly #closed: { tab: (() => void) | null; server: (() => void) | null } = { tab: null, server: null };

  constructor(
    readonly name: string,
    readonly tab: Process,
    readonly server: Process,
    readonly mix: () => Mix,
    readonly chance: Chance,
    readonly isCut: () => boolean,
  ) {
    tab.onEnd(() => this.close());
    server.onEnd(() => this.close());
  }

  onClosed(side: 'tab' | 'server', task: () => void): void {
    this.#closed[side] = task;
  }

  /** One message, after all that went before it. */
  send(to: 'tab' | 'server', task: () => void): void {
    const { timeline } = this.tab;
    const at = Math.max(this.#lastAt[to], timeline.now + 1 + this.chance.wait(this.mix().delay));
    this.#lastAt[to] = at;
    this.#carry(to, at - timeline.now, task);
  }

  /** What a server emits to a room: in a bad run it may be lost, come twice, or overtake. */
  emit(task: () => void): void {
    const mix = this.mix();
    if (this.chance.of(mix.emitLoss)) return;
    if (this.chance.of(mix.emitDuplication)) this.#carry('tab', 1 + this.chance.wait(mix.delay * 3), task);
    if (this.chance.of(mix.emitDisorder)) this.#carry('tab', 1 + this.chance.wait(mix.delay * 3), task);
    else this.send('tab', task);
  }

  /** Both ends find out, each in its own time; a device without a network may not at all. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    const silent = this.isCut();
    if (!silent) this.tab.after(this.chance.between(1, 50), () => this.#closed.tab?.());
    this.server.after(this.chance.between(1, silent ? 5_000 : 50), () => this.#closed.server?.());
  }

  #carry(to: 'tab' | 'server', ms: number, task: () => void): void {
    if (!this.open) return;
    const end = this[to];
    end.timeline.after(ms, () => {
      if (this.open && !this.isCut()) end.run(task);
    });
  }
}
