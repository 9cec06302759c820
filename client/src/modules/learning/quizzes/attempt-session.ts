import type { Answer, Answers, AttemptView } from '@quad/shared/learning';
import { ApiError, isFinal } from '../../../platform/api-error';
import { createStore, type Store } from '../../../platform/store';

/** What is on this device and the server has not confirmed: what it had, and what became of that here. */
export interface KeptAnswers {
  base: Answers;
  answers: Answers;
}

export interface SessionPorts {
  save(sequence: number, answers: Answers): Promise<unknown>;
  submit(sequence: number, answers: Answers): Promise<AttemptView>;
  load(): Promise<AttemptView>;
  /** rejects where the browser keeps nothing; the answers are in this tab all the same */
  keep(kept: KeptAnswers): Promise<void>;
  forget(): Promise<void>;
  after(ms: number, task: () => void): () => void;
}

export interface SessionState {
  answers: Answers;
  /** waiting: on this device, and the server does not answer */
  saving: 'saved' | 'saving' | 'waiting';
  /** answers of another tab or device were taken over */
  merged: boolean;
  /** the server took no more: the attempt is handed in, or its time is over */
  closed: AttemptView | null;
}

const typingMs = 800;
const againMs = 3_000;

/** Answers of one open attempt on their way to the server: one save at a time, each with everything, none lost without a network. */
export class AttemptSession {
  readonly state: Store<SessionState>;
  readonly #ports: SessionPorts;
  /** what the server has, as of `#sequence` */
  #base: Answers;
  #sequence: number;
  /** saves of which nobody knows whether they arrived */
  #unsure: Answers[] = [];
  #sending: Promise<void> | null = null;
  #planned: (() => void) | null = null;
  #stopped = false;

  constructor(
    attempt: Pick<AttemptView, 'answers' | 'sequence'>,
    kept: KeptAnswers | null,
    ports: SessionPorts,
  ) {
    this.#ports = ports;
    this.#base = attempt.answers;
    this.#sequence = attempt.sequence;
    const answers = kept === null ? attempt.answers : merged(kept.base, kept.answers, attempt.answers);
    this.state = createStore<SessionState>({ answers, saving: 'saved', merged: false, closed: null });
    if (!this.#isSaved()) this.#plan(0);
  }

  /** @param given null takes the answer back */
  answer(questionId: string, given: Answer | null): void {
    const { [questionId]: _, ...rest } = this.state.get().answers;
    this.#set({ answers: given === null ? rest : { ...rest, [questionId]: given }, merged: false });
    this.#keep();
    this.#plan(typingMs);
  }

  /** The network is back, or the page is being left. */
  flush(): void {
    this.#plan(0);
  }

  /** Hands in what stands here. @throws ApiError, Unreachable; after answers of another tab came in, to be looked at first, null */
  async submit(): Promise<AttemptView | null> {
    this.#planned?.();
    this.#planned = null;
    await this.#sending;
    try {
      const done = await this.#ports.submit(this.#sequence + 1, this.state.get().answers);
      await this.#close(done);
      return done;
    } catch (error) {
      if (!isConflict(error)) throw error;
      await this.#reconcile();
      return this.state.get().closed;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#planned?.();
  }

  #plan(ms: number): void {
    this.#planned?.();
    this.#planned = null;
    if (this.#stopped || this.state.get().closed !== null) return;
    if (ms === 0) void this.#send();
    else this.#planned = this.#ports.after(ms, () => void this.#send());
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendOnce().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #sendOnce(): Promise<void> {
    while (!this.#isSaved() && this.state.get().closed === null) {
      const { answers } = this.state.get();
      this.#set({ saving: 'saving' });
      this.#unsure.push(answers);
      try {
        await this.#ports.save(this.#sequence + 1, answers);
        this.#sequence += 1;
        this.#base = answers;
        this.#unsure = [];
      } catch (error) {
        if (isConflict(error) && (await this.#reconciled())) continue;
        if (isFinal(error)) this.#unsure = [];
        this.#set({ saving: 'waiting' });
        if (!isFinal(error) || isConflict(error)) this.#plan(againMs);
        return;
      }
    }
    this.#set({ saving: 'saved' });
    await this.#ports.forget().catch(() => undefined);
  }

  async #reconciled(): Promise<boolean> {
    try {
      await this.#reconcile();
      return true;
    } catch {
      return false;
    }
  }

  /** Somebody was first: another tab of one’s own, or the clock. */
  async #reconcile(): Promise<void> {
    const theirs = await this.#ports.load();
    if (theirs.state === 'submitted') {
      await this.#close(theirs);
      return;
    }
    // what was saved by this tab itself is nobody else's word
    if (!this.#unsure.some((sent) => same(sent, theirs.answers))) {
      const answers = merged(this.#base, this.state.get().answers, theirs.answers);
      this.#set({ answers, merged: true });
    }
    this.#base = theirs.answers;
    this.#sequence = theirs.sequence;
    this.#unsure = [];
    this.#keep();
  }

  async #close(closed: AttemptView): Promise<void> {
    this.#set({ answers: closed.answers, saving: 'saved', closed });
    await this.#ports.forget().catch(() => undefined);
  }

  #keep(): void {
    this.#ports.keep({ base: this.#base, answers: this.state.get().answers }).catch(() => undefined);
  }

  #isSaved(): boolean {
    return this.#unsure.length === 0 && same(this.#base, this.state.get().answers);
  }

  #set(changes: Partial<SessionState>): void {
    this.state.set({ ...this.state.get(), ...changes });
  }
}

/** What was changed here and nowhere else stays; of a question that both changed, the server has the newer answer. */
export function merged(base: Answers, mine: Answers, theirs: Answers): Answers {
  const ids = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const pairs = [...ids].flatMap((id) => {
    const isMine = !same(base[id], mine[id]) && same(base[id], theirs[id]);
    const kept = isMine ? mine[id] : theirs[id];
    return kept === undefined ? [] : [[id, kept] as const];
  });
  return Object.fromEntries(pairs);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** A record in which the order of keys says nothing. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).sort(([a], [b]) => a.localeCompare(b));
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'conflict';
}
