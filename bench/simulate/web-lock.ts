import type { Process } from './process';

interface Claim {
  process: Process;
  held: () => void;
  lost: () => void;
}

/** One Web Lock of one device, as navigator.locks.request gives it: first come first served, or stolen. */
export class WebLock {
  #holder: Claim | null = null;
  #waiting: Claim[] = [];

  request(process: Process, steal: boolean, held: () => void, lost: () => void): () => void {
    const claim = { process, held, lost };
    if (steal) {
      const robbed = this.#holder;
      this.#holder = null;
      if (robbed !== null) robbed.process.after(0, robbed.lost);
      this.#waiting.unshift(claim);
    } else this.#waiting.push(claim);
    this.#grant();
    const letGo = (): void => this.#letGo(claim);
    process.onEnd(letGo);
    return letGo;
  }

  #letGo(claim: Claim): void {
    this.#waiting = this.#waiting.filter((one) => one !== claim);
    if (this.#holder !== claim) return;
    this.#holder = null;
    this.#grant();
  }

  #grant(): void {
    if (this.#holder !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#holder = next;
    next.process.after(0, () => {
      if (this.#holder === next) next.held();
    });
  }
}
