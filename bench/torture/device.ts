import { randomUUID } from 'node:crypto';
import { MemoryDeviceStore, type ActionsReply, type Submission } from '@quad/shared/attendance';
import type { HistoryLine } from './history';
import { Tab, type Broadcast } from './tab';
import type { Wire } from './wire';

/** The lock that only one tab of a device can hold, as the browser’s Web Locks has it. */
class TabLock {
  #holder: Claim | null = null;
  #waiting: Claim[] = [];

  request(steal: boolean, held: () => void, lost: () => void): () => void {
    const claim: Claim = { held, lost };
    if (steal) {
      const robbed = this.#holder;
      this.#give(claim);
      queueMicrotask(() => robbed?.lost());
    } else if (this.#holder === null) this.#give(claim);
    else this.#waiting.push(claim);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== claim);
      if (this.#holder !== claim) return;
      this.#holder = null;
      const next = this.#waiting.shift();
      if (next !== undefined) this.#give(next);
    };
  }

  #give(claim: Claim): void {
    this.#holder = claim;
    queueMicrotask(() => this.#holder === claim && claim.held());
  }
}

interface Claim {
  held: () => void;
  lost: () => void;
}

export interface DevicePorts {
  wire: Wire;
  actorId: string;
  random: () => number;
  write: (line: HistoryLine) => void;
  /** a submission begun at `startedAt` (Date.now()) was answered */
  answered: (startedAt: number, registerId: string, submission: Submission, reply: ActionsReply) => void;
}

/** What one person has in their hand: a store that outlives every tab, one to three tabs, and a clock that may be wrong. */
export class Device {
  readonly clientId = randomUUID();
  readonly store = new MemoryDeviceStore();
  readonly lock = new TabLock();
  readonly tabs: Tab[] = [];
  /** registers somebody looks at, in every tab */
  open: string[] = [];
  wallOffset = 0;
  #tabs = 0;

  constructor(readonly ports: DevicePorts) {}

  get online(): boolean {
    return this.ports.wire.online;
  }

  openTab(): Tab {
    const tab = new Tab(this, `tab-${++this.#tabs}`);
    this.tabs.push(tab);
    tab.show(this.open);
    return tab;
  }

  /** As when somebody closes it, or the system ends it: nothing is said and nothing finished. */
  closeTab(tab: Tab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    tab.close();
  }

  reload(tab: Tab): void {
    this.closeTab(tab);
    this.openTab();
  }

  /** To all other tabs that live; each hears it later, and a frozen one when it wakes. */
  broadcast(from: Tab, message: Broadcast): void {
    const copy = structuredClone(message);
    setImmediate(() => {
      for (const tab of this.tabs) if (tab !== from) tab.hears(copy);
    });
  }

  show(registerIds: string[]): void {
    this.open = registerIds;
    for (const tab of this.tabs) tab.show(registerIds);
  }

  goOffline(): void {
    this.ports.wire.online = false;
    for (const tab of this.tabs) tab.disconnect();
  }

  goOnline(): void {
    if (this.online) return;
    this.ports.wire.online = true;
    for (const tab of this.tabs) tab.connect();
  }
}
