import { officeContract, type Rollcall } from '@quad/shared/attendance';
import { call } from '../../../platform/api';
import { isFinal } from '../../../platform/api-error';
import { clock } from '../../../platform/clock';
import { createStore } from '../../../platform/store';
import { holdUnsaved } from '../../../platform/unsaved';
import { keepSite, readSite, withTap, without, type KeptSite } from './site';

export interface SiteView {
  /** null before the first answer */
  kept: KeptSite | null;
  /** of the last question; null when it was answered */
  error: unknown;
  /** how many taps a roll-call that had ended never took */
  lost: number;
}

const perRequest = 500;

/**
 * The evacuation list of one school on one device. List and taps are kept in local storage; what is tapped shows at once and is
 * sent as soon as the server can be reached, as often as it takes: sending it twice changes nothing.
 */
export class SiteStore {
  readonly view;
  #busy = false;
  #wanted = { list: false, rollcall: false };

  constructor(
    readonly schoolId: string,
    readonly personId: string,
  ) {
    this.view = createStore<SiteView>({ kept: readSite(schoolId, personId), error: null, lost: 0 });
  }

  /** Sends what waits, then asks for the list or the roll-call alone; one question at a time, so no older answer comes last. */
  async ask(what: 'list' | 'rollcall' | 'nothing'): Promise<void> {
    if (what !== 'nothing') this.#wanted[what] = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      await this.#sendAll();
      while (this.#wanted.list || this.#wanted.rollcall) {
        await this.#read();
        await this.#sendAll();
      }
      this.#show({ error: null });
    } catch (error) {
      this.#show({ error });
    }
    this.#busy = false;
  }

  tap(personId: string, safe: boolean): void {
    const { kept } = this.view.get();
    if (kept === null) return;
    this.#keep({ ...kept, taps: withTap(kept.taps, { personId, safe, at: clock.now() }) });
    void this.ask('nothing');
  }

  /** Begins here at once; the server hears of it when it can. */
  start(): void {
    const { kept } = this.view.get();
    if (kept === null) return;
    this.#keep({ ...kept, startedAt: clock.now() });
    void this.ask('nothing');
  }

  async end(): Promise<void> {
    const { kept } = this.view.get();
    if (kept?.list.rollcall == null) return;
    try {
      const params = { rollcallId: kept.list.rollcall.id };
      await call(officeContract.endRollcall, { params });
      this.#heard(null);
      await this.ask('list');
    } catch (error) {
      this.#show({ error });
    }
  }

  forgetLost(): void {
    this.#show({ lost: 0 });
  }

  async #read(): Promise<void> {
    const params = { schoolId: this.schoolId };
    if (this.#wanted.list || this.view.get().kept === null) {
      this.#wanted = { list: false, rollcall: false };
      const list = await call(officeContract.onSite, { params });
      const { taps, startedAt } = this.view.get().kept ?? { taps: [], startedAt: null };
      this.#keep({ list, taps, startedAt });
    } else {
      this.#wanted.rollcall = false;
      this.#heard((await call(officeContract.rollcall, { params })).rollcall);
    }
  }

  async #sendAll(): Promise<void> {
    for (let { kept } = this.view.get(); kept !== null; { kept } = this.view.get()) {
      if (kept.taps.length === 0 && kept.startedAt === null) return;
      await this.#send(kept);
    }
  }

  async #send({ list, taps }: KeptSite): Promise<void> {
    const checks = taps.slice(0, perRequest);
    try {
      const on =
        list.rollcall ?? (await call(officeContract.startRollcall, { params: { schoolId: this.schoolId } }));
      const params = { rollcallId: on.id };
      const rollcall =
        checks.length === 0 ? on : await call(officeContract.checkRollcall, { params, body: { checks } });
      this.#sent(rollcall, (left) => without(left, checks));
    } catch (error) {
      if (!isFinal(error)) throw error;
      // it has ended meanwhile: what it never heard of has nowhere to go, and the person is told
      this.#sent(null, () => []);
      this.#show({ lost: this.view.get().lost + taps.length });
      this.#wanted.list = true;
    }
  }

  #sent(rollcall: Rollcall | null, left: (taps: KeptSite['taps']) => KeptSite['taps']): void {
    const { kept } = this.view.get();
    if (kept !== null)
      this.#keep({ list: { ...kept.list, rollcall }, taps: left(kept.taps), startedAt: null });
  }

  #heard(rollcall: Rollcall | null): void {
    const { kept } = this.view.get();
    if (kept !== null) this.#keep({ ...kept, list: { ...kept.list, rollcall, now: clock.now() } });
  }

  #keep(kept: KeptSite): void {
    keepSite(this.schoolId, this.personId, kept);
    holdUnsaved(`site ${this.schoolId}`, kept.taps.length);
    this.#show({ kept });
  }

  #show(change: Partial<SiteView>): void {
    this.view.set({ ...this.view.get(), ...change });
  }
}
