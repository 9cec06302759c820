/** A tab's word to the device's other tabs: a leader's sign of life, or what somebody else knows of the count of leaders. */
export interface Beat {
  tab: string;
  /** grows with every new leader */
  term: number;
  leads: boolean;
}

/** What an election cannot do by itself. In a browser the lock is a Web Lock and the way to the others a BroadcastChannel. */
export interface ElectionPorts {
  /** waits for the one lock of the device, or takes it by force; the answer lets go, or ceases to wait */
  lock(steal: boolean, held: () => void, lost: () => void): () => void;
  post(beat: Beat): void;
  after(ms: number, task: () => void): () => void;
  random(): number;
}

const ms = { beat: 1_000, silence: 3_000, spread: 500 };

/**
 * Which of a device's tabs leads: holds the socket and sends what waits. A leader that says nothing for 3 s, because the
 * browser put its tab to sleep, is replaced. Two that lead for a moment do no harm: what both send is logged once.
 */
export class Election {
  leads = false;
  #term = 0;
  readonly #listeners = new Set<() => void>();
  #letGo: () => void = () => undefined;
  #timer: () => void = () => undefined;
  #stopped = false;

  constructor(
    readonly tab: string,
    readonly ports: ElectionPorts,
  ) {
    this.#stand(false);
    // a leader that is there answers with its beat
    this.#say();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  heard(beat: Beat): void {
    if (this.#stopped || beat.tab === this.tab) return;
    if (this.leads) this.#heardAsLeader(beat);
    else if (beat.term >= this.#term && beat.leads) {
      this.#term = beat.term;
      this.#listen();
    } else if (beat.leads) this.#say();
  }

  /** Another tab may lead from now on. */
  stop(): void {
    this.#stopped = true;
    this.#timer();
    this.#letGo();
    this.leads = false;
  }

  #heardAsLeader(beat: Beat): void {
    if (beat.leads && beat.term > this.#term) {
      // it took the lock while this tab was asleep
      this.#term = beat.term;
      this.#resign();
      return;
    }
    this.#term = Math.max(this.#term, beat.leads ? 0 : beat.term + 1);
    this.#beat();
  }

  #stand(steal: boolean): void {
    this.#letGo();
    let current = true;
    const letGo = this.ports.lock(
      steal,
      () => current && this.#lead(),
      () => current && this.#resign(),
    );
    this.#letGo = () => {
      current = false;
      letGo();
    };
    if (!this.leads) this.#listen();
  }

  #lead(): void {
    if (this.#stopped) return;
    this.leads = true;
    this.#term += 1;
    this.#beat();
    this.#changed();
  }

  #resign(): void {
    if (this.#stopped || !this.leads) return;
    this.leads = false;
    this.#changed();
    this.#stand(false);
  }

  #beat = (): void => {
    this.#say();
    this.#wait(ms.beat, this.#beat);
  };

  #listen(): void {
    this.#wait(ms.silence + this.ports.random() * ms.spread, () => this.#stand(true));
  }

  #say(): void {
    this.ports.post({ tab: this.tab, term: this.#term, leads: this.leads });
  }

  #wait(delay: number, task: () => void): void {
    this.#timer();
    this.#timer = this.#stopped ? () => undefined : this.ports.after(delay, task);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
