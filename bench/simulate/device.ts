import {
  MemoryDeviceStore,
  type DeviceClock,
  type RegisterEvent,
  type RegisterHead,
  type TabNews,
} from '@quad/shared/attendance';
import type { Beat } from '@quad/shared/platform';
import { Tab } from './tab';
import { WebLock } from './web-lock';
import type { World } from './world';

/** What goes over the BroadcastChannel of a device. */
export type Channel = { beat: Beat } | { news: TabNews } | { event: RegisterEvent } | { head: RegisterHead };

/** A phone or a computer with one person: its disk and its lock outlive the tabs, its clocks are its own. */
export class Device {
  readonly store = new MemoryDeviceStore();
  readonly lock = new WebLock();
  readonly clientId: string;
  tabs: Tab[] = [];
  online = true;
  #wallOffset: number;
  /** ms the monotonic clock has stood still */
  #slept = 0;
  #asleepSince: number | null = null;
  #lives = 0;
  #posted = 0;

  constructor(
    readonly world: World,
    readonly name: string,
    readonly personId: string,
  ) {
    this.clientId = world.chance.uuid();
    this.#wallOffset = world.mix.wrongClocks ? world.chance.between(-3_600_000, 3_600_000) : 0;
  }

  readonly clock: DeviceClock = {
    wall: () => this.world.districtNow(this.#wallOffset),
    monotonic: () => (this.#asleepSince ?? this.world.timeline.now) - this.#slept,
  };

  jump(ms: number): void {
    this.world.story?.tell(this.name, this.name, `the wall clock is set by ${ms} ms`);
    this.#wallOffset += ms;
  }

  /** All tabs stand still, and with them the monotonic clock. */
  sleep(ms: number): void {
    if (this.#asleepSince !== null) return;
    this.world.story?.tell(this.name, this.name, `sleeps for ${ms} ms`);
    this.#asleepSince = this.world.timeline.now;
    for (const tab of this.tabs) this.world.suspend(tab);
    this.world.timeline.after(ms, () => this.wake());
  }

  wake(): void {
    if (this.#asleepSince === null) return;
    this.#slept += this.world.timeline.now - this.#asleepSince;
    this.#asleepSince = null;
    for (const tab of this.tabs) tab.process.goOn();
  }

  openTab(): void {
    const tab = new Tab(this, `${this.name}.${++this.#lives}`);
    this.tabs.push(tab);
    if (this.#asleepSince !== null) this.world.suspend(tab);
    tab.start();
  }

  /** Killed or reloaded: its memory is gone. */
  endTab(tab: Tab): void {
    this.world.story?.tell(tab.name, tab.name, 'ends');
    this.world.endOf(tab);
    this.tabs = this.tabs.filter((other) => other !== tab);
    tab.process.kill();
  }

  post(from: Tab, message: Channel): void {
    const { chance, timeline } = this.world;
    // a channel keeps its order
    this.#posted = Math.max(this.#posted, timeline.now + chance.between(0, 3));
    for (const tab of this.tabs)
      if (tab !== from) tab.process.after(this.#posted - timeline.now, () => tab.heard(message));
  }
}
