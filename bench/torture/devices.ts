import { setTimeout as sleep } from 'node:timers/promises';
import type { NewAction } from '@quad/shared/attendance';
import type { Me } from '@quad/shared/identity';
import { bounded } from '../support/bounded';
import { registration } from '../support/generated-school';
import { registerIdOf } from '../support/registers';
import { seeded } from '../support/seeded';
import type { Look, Order } from './crew';
import { Device } from './device';
import { HistoryWriter } from './history';
import type { Tab } from './tab';
import { Wire, type WireCounts } from './wire';

type Boarding = Extract<Order, { do: 'board' }>;
type Stirring = Extract<Order, { do: 'stir' }>;

interface Aboard {
  device: Device;
  teaches: Me['teaches'];
  /** what this person did last, to be taken back now and then */
  last: { registerId: string; mid: string } | null;
}

const mostOpen = 5;
/** Two hashing threads stand behind the door of each server. */
const signInsAtOnce = 3;

/** The devices of one crew, and what the people holding them do all day. */
export class Devices {
  /** when the newest submission that was answered with something logged had begun */
  lastAnswered = 0;
  readonly #aboard: Aboard[] = [];
  readonly #history: HistoryWriter;
  readonly #random: () => number;
  readonly #counts: WireCounts = { requests: 0, failed: {}, syncs: 0, refreshes: 0, signedOut: 0 };
  #acts = 0;
  #acks = 0;
  #busy = false;
  readonly #opened = new Map<string, Promise<void>>();

  constructor(readonly plan: Boarding) {
    this.#history = new HistoryWriter(plan.history);
    this.#random = seeded(plan.seed);
  }

  async board(): Promise<void> {
    const { devices, first, doors, school } = this.plan;
    const numbers = Array.from({ length: devices }, (_, index) => first + index);
    await bounded(numbers, signInsAtOnce, async (n) => {
      const person = school.people[n % school.people.length];
      const door = doors[n % doors.length];
      if (person === undefined || door === undefined) throw new Error('a device without a person or a door');
      const wire = new Wire(new URL(door), person, this.#counts);
      const me = await wire.signIn();
      const device = new Device({
        wire,
        actorId: me.personId,
        random: this.#random,
        write: (line) => this.#history.write(line),
        answered: (startedAt, register, { clientId: client }, { results, epoch }) => {
          for (const { mid, out, seq } of results) {
            if (out === 'rejected' || seq === undefined) continue;
            this.#acks += 1;
            this.lastAnswered = Math.max(this.lastAnswered, startedAt);
            this.#history.write({ t: 'ack', register, client, mid, epoch, seq });
          }
        },
      });
      device.openTab();
      if (n % 3 === 0) device.openTab();
      this.#aboard.push({ device, teaches: me.teaches, last: null });
    });
    for (const aboard of this.#aboard) void this.#live(aboard);
  }

  async turn(day: string): Promise<void> {
    await Promise.all(
      this.#aboard.map(async ({ device, teaches }) => {
        const keys = teaches
          .slice(0, mostOpen)
          .map(({ schoolId, classId }) => ({ schoolId, classId, date: day, period: registration.period }));
        await Promise.all(keys.map((key) => this.#ensure(device.ports.wire, key)));
        device.show(keys.map(registerIdOf));
      }),
    );
  }

  /** Whoever comes first makes the register. */
  #ensure(wire: Wire, key: Parameters<typeof registerIdOf>[0]): Promise<void> {
    const registerId = registerIdOf(key);
    const known = this.#opened.get(registerId);
    if (known !== undefined) return known;
    const opening = (async () => {
      for (;;) {
        // whatever is broken at the moment, it is asked again
        const opened = await wire.open(registerId, key).catch(() => null);
        if (opened !== null) return;
        await sleep(200);
      }
    })();
    this.#opened.set(registerId, opening);
    return opening;
  }

  go(): void {
    this.#busy = true;
  }

  quiet(): void {
    this.#busy = false;
    for (const { device } of this.#aboard) {
      device.goOnline();
      for (const tab of device.tabs) tab.thaw();
    }
  }

  async stir({ stir, share, ms }: Stirring): Promise<void> {
    const struck = this.#aboard.filter(() => this.#random() < share);
    for (const { device } of struck) {
      const [tab] = device.tabs;
      if (stir === 'reload') for (const each of [...device.tabs]) device.reload(each);
      if (stir === 'offline' || stir === 'expired offline') device.goOffline();
      if (stir === 'expired offline') device.ports.wire.expire();
      if (stir === 'wrong clock') device.wallOffset += (this.#random() - 0.5) * 7_200_000;
      if (stir === 'freeze leader') (device.tabs.find(({ leads }) => leads) ?? tab)?.freeze();
    }
    await sleep(ms);
    for (const { device } of struck) {
      device.goOnline();
      for (const tab of device.tabs) tab.thaw();
    }
  }

  async look(): Promise<Look> {
    const views: Record<string, string | null> = {};
    let waiting = 0;
    for (const { device } of this.#aboard) {
      for (const unsettled of await device.store.unsettled()) waiting += unsettled.waiting;
      for (const tab of device.tabs)
        for (const registerId of device.open) {
          const { epoch, seq, digest, waiting: shownWaiting } = tab.view(registerId);
          waiting += shownWaiting;
          const place = `${epoch}/${seq}/${digest ?? ''}`;
          const known = views[registerId];
          views[registerId] = known === undefined || known === place ? place : null;
        }
    }
    return { waiting, views, acts: this.#acts, acks: this.#acks, ...this.#counts };
  }

  async finish(): Promise<void> {
    for (const { device } of this.#aboard) {
      for (const { registerId } of await device.store.unsettled()) {
        for (const { action, acked, refused } of await device.store.actions(registerId))
          if (acked === null)
            this.#history.write({
              ...{ t: 'kept', register: registerId, client: device.clientId, mid: action.mid, refused },
            });
      }
      for (const tab of device.tabs) this.#writeShown(device, tab);
      device.ports.wire.close();
    }
    await this.#history.close();
  }

  #writeShown(device: Device, tab: Tab): void {
    const who = { client: device.clientId, tab: tab.name };
    for (const register of device.open) {
      const { register: shown, epoch, seq, digest, waiting, repairs } = tab.view(register);
      const marks = (shown?.marks ?? []).map(({ pupil, code, minutes, ver }) => ({
        ...{ pupil, code, ver },
        ...(minutes === undefined ? {} : { minutes }),
      }));
      const status = shown?.status ?? 'unknown';
      this.#history.write({ t: 'shown', register, ...who, epoch, seq, digest, status, waiting, marks });
      this.#history.write({ t: 'repairs', register, ...who, ...repairs });
    }
  }

  /** One person's day: marks mostly, and what phones and people do besides. */
  async #live(aboard: Aboard): Promise<void> {
    const { device } = aboard;
    const random = this.#random;
    for (;;) {
      await sleep((-Math.log(1 - random()) * 1_000) / this.plan.actsPerSecond);
      if (!this.#busy) continue;
      const drawn = random();
      if (drawn < 0.003 && device.online) void this.#offlineFor(device, 500 + random() * 4_000);
      else if (drawn < 0.006) device.reload(pick(device.tabs, random));
      else if (drawn < 0.01) {
        if (device.tabs.length < 3) device.openTab();
        else device.closeTab(pick(device.tabs, random));
      } else this.#act(aboard, drawn);
    }
  }

  async #offlineFor(device: Device, ms: number): Promise<void> {
    device.goOffline();
    await sleep(ms);
    device.goOnline();
  }

  #act(aboard: Aboard, drawn: number): void {
    const random = this.#random;
    const { device, last } = aboard;
    if (device.open.length === 0) return;
    const awake = device.tabs.filter((tab) => !tab.frozen);
    if (awake.length === 0) return;
    const tab = pick(awake, random);
    if (drawn > 0.92 && last !== null && device.open.includes(last.registerId)) {
      tab.undo(last.registerId, last.mid);
      aboard.last = null;
      this.#acts += 1;
      return;
    }
    const registerId = pick(device.open, random);
    const { register } = tab.view(registerId);
    if (register === null || register.marks.length === 0) return;
    const what = this.#whatTo(register);
    aboard.last = { registerId, mid: tab.act(registerId, what) };
    this.#acts += 1;
  }

  #whatTo({
    marks,
    status,
  }: {
    marks: readonly { pupil: string; code: string | null }[];
    status: string;
  }): NewAction {
    const random = this.#random;
    if (status === 'closed' && random() < 0.5) return { kind: 'reopen', reason: 'somebody came in late' };
    if (random() < 0.004) return { kind: 'close' };
    const unmarked = marks.filter(({ code }) => code === null);
    if (random() < 0.2 && unmarked.length > 0)
      return { kind: 'mark', changes: unmarked.map(({ pupil }) => ({ pupil, code: 'P' })) };
    const chosen = new Set(
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(marks, random).pupil),
    );
    const changes = [...chosen].map((pupil) => {
      const code = pick(['P', 'P', 'A', 'L', null], random);
      return code === 'L' ? { pupil, code, minutes: 1 + Math.floor(random() * 30) } : { pupil, code };
    });
    return { kind: 'mark', changes };
  }
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
