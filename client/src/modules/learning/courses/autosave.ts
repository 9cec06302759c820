import type { LessonBody, LessonDraft } from '@quad/shared/learning';
import { lessonBody } from '@quad/shared/learning';
import { ApiError, Unreachable } from '../../../platform/api-error';
import { createStore, type Store } from '../../../platform/store';

/** What a device keeps of a lesson until the server has it. */
export interface KeptDraft {
  /** of the server's lesson that it was made from */
  version: number;
  body: LessonBody;
  /** ms by the device's clock */
  at: number;
}

type Saved = Pick<LessonDraft, 'version' | 'body' | 'savedAt' | 'savedBy'>;

export interface AutosavePorts {
  save(version: number, body: LessonBody): Promise<Saved>;
  /** the lesson as the server has it now */
  load(): Promise<Saved>;
  /** rejects where the browser keeps nothing */
  keep(draft: KeptDraft): Promise<void>;
  forget(): Promise<void>;
  /** ms by the device's clock */
  now(): number;
  after(ms: number, task: () => void): () => void;
}

export type AutosaveState =
  | { kind: 'saved'; at: number }
  /** waits for a pause in the typing, or is on its way */
  | { kind: 'waiting' | 'saving' }
  /** no answer: tried again by itself */
  | { kind: 'offline'; kept: boolean }
  /** not sent, for it lacks something */
  | { kind: 'unfinished'; kept: boolean }
  | { kind: 'refused'; error: unknown; kept: boolean }
  | { kind: 'conflict'; mine: LessonBody; theirs: Saved };

export interface Autosaved {
  body: LessonBody;
  state: AutosaveState;
  /** when what stands here was written, where it was brought back from this device, ms by its clock */
  restoredAt: number | null;
}

const pauseMs = 1_500;
/** whoever never pauses is saved all the same */
const longestMs = 10_000;
const retryMs = 5_000;

/**
 * Saves a lesson while it is written. Every text is on the device before it is on its way, and stays there until the server has
 * confirmed it; one save is under way at a time; what somebody else saved meanwhile is shown, never overwritten.
 */
export class Autosave {
  readonly store: Store<Autosaved>;
  #version: number;
  /** the newest text that the server does not have, or null */
  #unsaved: LessonBody | null = null;
  #sending = false;
  /** sent without an answer: the server may have them */
  #lost: LessonBody[] = [];
  #timer: (() => void) | null = null;
  #unsavedSince = 0;
  #kept = true;
  #writing: Promise<void> = Promise.resolve();
  #writeNext: KeptDraft | 'forget' | null = null;
  readonly #ports: AutosavePorts;

  /** @param draft as the server has it; null where it could not be asked, then the device's own is gone on with */
  constructor(draft: Saved | null, kept: KeptDraft | null, ports: AutosavePorts) {
    this.#ports = ports;
    const base = draft ?? kept;
    if (base === null) throw new Error('there is no text to begin with');
    this.#version = base.version;
    const saved: AutosaveState = { kind: 'saved', at: draft?.savedAt ?? 0 };
    this.store = createStore<Autosaved>({ body: base.body, state: saved, restoredAt: null });
    if (kept === null) return;
    if (draft !== null && same(kept.body, draft.body)) {
      this.#forget();
      return;
    }
    this.#unsaved = kept.body;
    this.#set({ body: kept.body, restoredAt: kept.at, state: { kind: 'waiting' } });
    if (draft !== null && kept.version < draft.version) this.#conflict(kept.body, draft);
    else {
      this.#version = kept.version;
      this.#soon(0);
    }
  }

  /** Every keystroke. */
  edit(body: LessonBody): void {
    if (same(body, this.store.get().body)) return;
    if (this.#unsaved === null) this.#unsavedSince = this.#ports.now();
    this.#unsaved = body;
    this.#set({ body });
    this.#keep(body);
    if (this.store.get().state.kind === 'conflict') return;
    if (!this.#sending) this.#set({ state: { kind: 'waiting' } });
    const left = this.#unsavedSince + longestMs - this.#ports.now();
    this.#soon(Math.max(0, Math.min(pauseMs, left)));
  }

  /** The server has told of a version; what is written here and not saved yet stays, and meets it when it is saved. */
  heard(draft: Saved): void {
    if (this.#unsaved !== null || this.#sending || draft.version <= this.#version) return;
    this.#version = draft.version;
    this.#set({ body: draft.body, state: { kind: 'saved', at: draft.savedAt }, restoredAt: null });
  }

  /** The network is back, or the page goes: now rather than later. */
  flush(): void {
    const { kind } = this.store.get().state;
    if (this.#unsaved !== null && kind !== 'conflict') void this.#save();
  }

  resolve(choice: 'mine' | 'theirs' | 'both'): void {
    const { state } = this.store.get();
    if (state.kind !== 'conflict') return;
    const { theirs } = state;
    this.#version = theirs.version;
    if (choice === 'theirs') return this.#takeTheirs(theirs);
    const mine = this.#unsaved ?? state.mine;
    const body = choice === 'both' ? bothOf(theirs.body, mine) : mine;
    this.#unsaved = body;
    this.#keep(body);
    this.#set({ body, state: { kind: 'waiting' }, restoredAt: null });
    void this.#save();
  }

  dismissRestored(): void {
    this.#set({ restoredAt: null });
  }

  async #save(): Promise<void> {
    const body = this.#unsaved;
    if (this.#sending || body === null) return;
    this.#cancel();
    if (!lessonBody.safeParse(body).success) {
      this.#set({ state: this.#notSaved('unfinished') });
      return;
    }
    this.#sending = true;
    this.#set({ state: { kind: 'saving' } });
    try {
      this.#confirmed(await this.#ports.save(this.#version, body), body);
    } catch (error) {
      await this.#failed(error, body);
    } finally {
      this.#sending = false;
    }
    if (this.#unsaved !== null && this.store.get().state.kind === 'waiting') this.#soon(pauseMs);
  }

  #confirmed({ version, savedAt }: Saved, body: LessonBody): void {
    this.#version = version;
    this.#lost = [];
    if (this.#unsaved === null || same(this.#unsaved, body)) {
      this.#unsaved = null;
      this.#forget();
      this.#set({ state: { kind: 'saved', at: savedAt } });
    } else {
      this.#unsavedSince = this.#ports.now();
      this.#keep(this.#unsaved);
      this.#set({ state: { kind: 'waiting' } });
    }
  }

  async #failed(error: unknown, body: LessonBody): Promise<void> {
    if (error instanceof ApiError && error.code === 'conflict') return this.#met(body);
    if (error instanceof Unreachable || (error instanceof ApiError && error.status >= 500)) {
      this.#lost.push(body);
      this.#set({ state: this.#notSaved('offline') });
      this.#soon(retryMs);
    } else this.#set({ state: { kind: 'refused', error, kept: this.#kept } });
  }

  /** Somebody saved before us; it may have been us, where the answer was lost. */
  async #met(body: LessonBody): Promise<void> {
    let theirs: Saved;
    try {
      theirs = await this.#ports.load();
    } catch {
      this.#set({ state: this.#notSaved('offline') });
      this.#soon(retryMs);
      return;
    }
    const mine = this.#unsaved ?? body;
    if (same(theirs.body, mine)) {
      this.#confirmed(theirs, mine);
      return;
    }
    if (this.#lost.some((sent) => same(sent, theirs.body))) {
      this.#version = theirs.version;
      this.#lost = [];
      this.#set({ state: { kind: 'waiting' } });
      return;
    }
    this.#conflict(mine, theirs);
  }

  #conflict(mine: LessonBody, theirs: Saved): void {
    this.#cancel();
    this.#set({ state: { kind: 'conflict', mine, theirs } });
  }

  #takeTheirs(theirs: Saved): void {
    this.#cancel();
    this.#unsaved = null;
    this.#forget();
    const state: AutosaveState = { kind: 'saved', at: theirs.savedAt };
    this.#set({ body: theirs.body, state, restoredAt: null });
  }

  #notSaved(kind: 'offline' | 'unfinished'): AutosaveState {
    return { kind, kept: this.#kept };
  }

  #soon(ms: number): void {
    this.#cancel();
    this.#timer = this.#ports.after(ms, () => {
      this.#timer = null;
      void this.#save();
    });
  }

  #cancel(): void {
    this.#timer?.();
    this.#timer = null;
  }

  #keep(body: LessonBody): void {
    this.#write({ version: this.#version, body, at: this.#ports.now() });
  }

  #forget(): void {
    this.#write('forget');
  }

  /** One write at a time, and of those that wait only the last: the newest text is what ends on the disk. */
  #write(next: KeptDraft | 'forget'): void {
    const isWriting = this.#writeNext !== null;
    this.#writeNext = next;
    if (isWriting) return;
    this.#writing = this.#writing.then(async () => {
      const now = this.#writeNext;
      this.#writeNext = null;
      if (now === null) return;
      try {
        await (now === 'forget' ? this.#ports.forget() : this.#ports.keep(now));
        this.#kept = true;
      } catch {
        this.#kept = false;
      }
    });
  }

  /** Whether what is not saved is on the device's disk. */
  get isKept(): boolean {
    return this.#kept;
  }

  #set(change: Partial<Autosaved>): void {
    this.store.set({ ...this.store.get(), ...change });
  }
}

function same(a: LessonBody, b: LessonBody): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Two that say the same are the same, in whatever order their fields came. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** Mine below theirs; of what there can be only one of, mine. */
function bothOf(theirs: LessonBody, mine: LessonBody): LessonBody {
  return { ...mine, html: `${theirs.html}<hr>${mine.html}` };
}
