import { countMarks, digestOf, logLimit, type NewAction, type Place } from '@quad/shared/attendance';
import type { RegisterRecord } from '../../server/src/modules/attendance/register.model';
import { Chance, longest } from './chance';
import { Database } from './database';
import { Device } from './device';
import { anEmptyHistory, type History, type View } from './history';
import { healed, isUnrefused, mixOf, type Mix } from './mix';
import { asError } from './process';
import { Server } from './server';
import { Story } from './story';
import type { Tab } from './tab';
import { Timeline } from './timeline';

/** The district's clock when a run begins, ms */
const began = 1_000_000_000_000;

/** Everything of one run: what is simulated and what was seen of it. */
export class World {
  readonly timeline = new Timeline();
  readonly chance: Chance;
  readonly story: Story | null;
  readonly history: History;
  readonly database: Database;
  readonly registerIds: readonly string[];
  readonly pupils: readonly string[];
  readonly devices: Device[];
  readonly serverSkew: number;
  /** person → role; without one, nothing of the school exists for them */
  readonly rights = new Map<string, 'teacher' | 'office' | null>();
  mix: Mix;
  servers: Server[] = [];
  restoring = false;
  /** what each tab may take back */
  readonly lastActs = new Map<string, { registerId: string; mid: string }>();
  #servers = 0;
  #order = 0;

  constructor(seed: number, told: boolean) {
    this.mix = mixOf(seed);
    this.chance = new Chance(`run ${seed}`);
    this.story = told ? new Story(this.timeline) : null;
    const { faultless, delay, registers, pupils, devices, servers } = this.mix;
    this.serverSkew = faultless ? 0 : 100;
    this.history = anEmptyHistory({
      faultless,
      corrupted: this.mix.corruption > 0,
      unrefused: isUnrefused(this.mix),
      // of an answer's time on its way, of two servers, and what a device's clocks may drift apart unnoticed
      tolerance: longest * delay + 2 * this.serverSkew + 2_500,
    });
    logLimit.entries = this.mix.logLimit;
    this.registerIds = Array.from({ length: registers }, (_, i) => `register-${i}`);
    this.pupils = Array.from({ length: pupils }, (_, i) => anId(i + 1));
    const lockAt = this.mix.locks ? began + this.chance.between(3_000, this.mix.length) : null;
    const records = this.registerIds.map((id) => aRegister(id, this.pupils, lockAt));
    this.database = new Database(this.timeline, this.chance, () => this.mix, this.story, records);
    this.history.committed = this.database.history;
    for (let i = 0; i < servers; i++) this.startServer();
    this.devices = Array.from({ length: devices }, (_, i) => {
      // now and then one person has two devices
      const person = anId(200 + (i > 0 && this.chance.of(0.2) ? i - 1 : i));
      this.rights.set(person, this.rights.get(person) ?? (this.chance.of(0.25) ? 'office' : 'teacher'));
      return new Device(this, `D${i + 1}`, person);
    });
  }

  districtNow(skew: number): number {
    return began + this.timeline.now + skew;
  }

  startServer(): void {
    this.servers.push(new Server(this, `S${++this.#servers}`));
  }

  killServer(server: Server): void {
    this.story?.tell(server.process.name, server.process.name, 'is killed');
    this.servers = this.servers.filter((other) => other !== server);
    server.process.kill();
  }

  /** Where the proxy sends the next one; it notices a stopped server only by its silence. */
  someServer(): Server | null {
    return this.servers.length === 0 ? null : this.chance.pick(this.servers);
  }

  /** What a tab does or was kept from doing is no promise any more from here on. */
  endOf(tab: Tab): void {
    if (!this.history.ended.has(tab.name)) this.history.ended.set(tab.name, this.timeline.now);
  }

  suspend(tab: Tab): void {
    this.endOf(tab);
    tab.process.stop();
  }

  /** One HTTP request: lost, doubled, late, or handled by one server. Rejects with what the server threw, or for want of an answer. */
  request<T>(tab: Tab, what: string, handle: (server: Server) => Promise<T>): Promise<T> {
    const { chance, timeline, mix } = this;
    return new Promise((resolve, reject) => {
      const fail = (ms: number): void => void tab.process.after(ms, () => reject(new Error('no answer')));
      fail(10_000);
      const server = this.someServer();
      if (server === null || !tab.device.online) return fail(chance.between(5, 300));
      const lost = chance.of(mix.loss);
      this.story?.tell(tab.name, server.process.name, lost ? `${what} (lost)` : what);
      if (lost) return fail(chance.between(200, 3_000));
      server.process.onEnd(() => fail(chance.between(1, 100)));
      const back = (task: () => void): void => {
        if (chance.of(mix.loss)) return fail(chance.between(200, 3_000));
        const arrive = (): void =>
          tab.device.online ? tab.process.run(task) : fail(chance.between(100, 3_000));
        timeline.after(1 + chance.wait(mix.delay), arrive);
      };
      const times = chance.of(mix.duplication) ? 2 : 1;
      for (let i = 0; i < times; i++)
        timeline.after(1 + chance.wait(mix.delay), () =>
          server.process.run(() => {
            handle(server).then(
              (answer) => server.process.run(() => back(() => resolve(answer))),
              (error: unknown) => server.process.run(() => back(() => reject(asError(error)))),
            );
          }),
        );
    });
  }

  acted(
    tab: Tab,
    registerId: string,
    act: NewAction & { order: number; mid: string; undoOf: string | null; saw: Place },
  ): void {
    const changes = act.kind === 'mark' ? act.changes : [];
    const { order, mid, undoOf, saw, kind } = act;
    const { clientId: client } = tab.device;
    const t = this.timeline.now;
    this.story?.tell(
      tab.name,
      tab.name,
      `acts ${kind} ${mid.slice(0, 8)} ${changes.map((c) => `${c.pupil.slice(-2)}=${c.code ?? '-'}`).join(' ')} at ${saw.epoch}/${saw.seq}`,
    );
    this.history.acts.push({ t, order, client, tab: tab.name, registerId, mid, kind, changes, undoOf, saw });
  }

  nextOrder(): number {
    return ++this.#order;
  }

  saw(tab: Tab, registerId: string): void {
    this.history.views.push(this.view(tab, registerId));
  }

  view(tab: Tab, registerId: string): View {
    const view = tab.replica(registerId).view();
    const { register, epoch, seq, digest, waiting, notSaved, refused, repairs } = view;
    const marks = register?.marks ?? null;
    // of who lost the right only what is unsent counts as waiting
    const settled = waiting === 0 && refused === null;
    return {
      ...{
        t: this.timeline.now,
        order: this.nextOrder(),
        client: tab.device.clientId,
        tab: tab.name,
        registerId,
      },
      place: { epoch, seq },
      digest: digest ?? '',
      marks: settled ? marks : null,
      shown: Object.fromEntries((marks ?? []).map(({ pupil, code }) => [pupil, code])),
      status: register?.status ?? null,
      ...{ waiting, refused },
      notSaved: notSaved.map(({ action }) => action.mid),
      repairs: repairs.syncs + repairs.desyncs,
    };
  }

  /** From here on nothing breaks; everybody is there and everything runs. */
  heal(): void {
    this.story?.tell('world', 'world', 'everything is sound again');
    this.mix = healed(this.mix);
    for (const server of this.servers) server.process.release();
    while (this.servers.length < this.mix.servers) this.startServer();
    for (const device of this.devices) {
      device.online = true;
      device.wake();
      const running = device.tabs.filter((tab) => !tab.process.stopped);
      // a browser may leave a tab asleep that nobody looks at, whether it led or not
      for (const { process } of device.tabs) {
        if (running.length > 0 && process.stopped && this.chance.of(0.5)) process.freeze();
        else process.release();
      }
      if (device.tabs.length === 0) device.openTab();
    }
    this.history.healed = this.timeline.now;
  }
}

export function anId(n: number): string {
  return n.toString(16).padStart(24, '0');
}

function aRegister(id: string, pupils: readonly string[], lockAt: number | null): RegisterRecord {
  const marks = pupils.map((pupil) => ({ pupil, code: null, ver: 0 }));
  const codeSet = 'international';
  return {
    ...{ _id: id, districtId: '', schoolId: anId(90), classId: anId(91), date: '2026-03-04', period: '1' },
    ...{ periodName: '1', starts: '08:55', ends: null, room: null, codeSet, lockAt },
    ...{ status: 'open', epoch: began, seq: 0, tw: began, bytes: 0, marks, log: [] },
    ...{ counts: countMarks(marks, codeSet), digest: digestOf(marks) },
  };
}
