import { beforeEach, describe, expect, it } from 'vitest';
import { Election, type Beat } from './election';

/** One device: its clock, its lock, and the way between its tabs. A tab that is asleep hears and does nothing. */
class Device {
  now = 0;
  holder: Waiting | null = null;
  queue: Waiting[] = [];
  tasks: { at: number; tab: string; run: () => void }[] = [];
  asleep = new Set<string>();
  tabs = new Map<string, Election>();

  open(tab: string): Election {
    const election = new Election(tab, {
      random: () => 0.5,
      after: (ms, run) => {
        const task = { at: this.now + ms, tab, run };
        this.tasks.push(task);
        return () => void (this.tasks = this.tasks.filter((kept) => kept !== task));
      },
      post: (beat) => this.soon(tab, (other, to) => other !== tab && to.heard(beat)),
      lock: (steal, held, lost) => this.#lock({ tab, held, lost }, steal),
    });
    this.tabs.set(tab, election);
    return election;
  }

  soon(tab: string, tell: (tab: string, election: Election) => unknown): void {
    this.tasks.push({
      at: this.now,
      tab,
      run: () => [...this.tabs].forEach((each) => this.#wake(...each, tell)),
    });
  }

  #wake(tab: string, election: Election, tell: (tab: string, election: Election) => unknown): void {
    if (!this.asleep.has(tab)) tell(tab, election);
  }

  #lock(asking: Waiting, steal: boolean): () => void {
    if (steal && this.holder !== null) {
      const robbed = this.holder;
      // the browser says so once the tab is awake
      this.tasks.push({ at: this.now, tab: robbed.tab, run: robbed.lost });
      this.holder = null;
    }
    if (this.holder === null) this.#give(asking);
    else this.queue.push(asking);
    return () => {
      this.queue = this.queue.filter((waiting) => waiting !== asking);
      if (this.holder !== asking) return;
      this.holder = null;
      const next = this.queue.shift();
      if (next !== undefined) this.#give(next);
    };
  }

  #give(asking: Waiting): void {
    this.holder = asking;
    this.tasks.push({ at: this.now, tab: asking.tab, run: asking.held });
  }

  kill(tab: string): void {
    this.tabs.get(tab)?.stop();
    this.tabs.delete(tab);
  }

  pass(ms: number): void {
    const until = this.now + ms;
    for (let steps = 0; steps < 10_000; steps++) {
      const due = this.tasks
        .filter(({ at, tab }) => at <= until && !this.asleep.has(tab))
        .sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.tasks = this.tasks.filter((task) => task !== due);
      this.now = Math.max(this.now, due.at);
      due.run();
    }
    this.now = until;
  }

  get leaders(): string[] {
    return [...this.tabs].filter(([, { leads }]) => leads).map(([tab]) => tab);
  }
}

interface Waiting {
  tab: string;
  held: () => void;
  lost: () => void;
}

describe('the tabs of a device', () => {
  let device: Device;
  beforeEach(() => {
    device = new Device();
    for (const tab of ['a', 'b', 'c']) device.open(tab);
    device.pass(100);
  });

  it('have one leader, and keep it while it is well', () => {
    expect(device.leaders).toEqual(['a']);
    device.pass(60_000);
    expect(device.leaders).toEqual(['a']);
  });

  it('have another as soon as the leader is closed', () => {
    device.kill('a');
    device.pass(100);
    expect(device.leaders).toHaveLength(1);
  });

  it('replace a leader that has been asleep for three seconds', () => {
    device.asleep.add('a');
    device.pass(2_500);
    expect(device.leaders).toEqual(['a']);
    device.pass(2_000);
    expect(device.leaders.filter((tab) => tab !== 'a')).toHaveLength(1);
  });

  it('have one again when the old one wakes up', () => {
    device.asleep.add('a');
    device.pass(10_000);
    device.asleep.delete('a');
    device.pass(100);
    expect(device.leaders).toHaveLength(1);
    expect(device.leaders).not.toEqual(['a']);
    device.pass(60_000);
    expect(device.leaders).toHaveLength(1);
  });

  it('agree with a fresh leader that has heard of no earlier one', () => {
    device.asleep.add('a');
    device.pass(10_000);
    for (const tab of ['a', 'b', 'c']) if (device.leaders.includes(tab)) device.kill(tab);
    device.pass(10_000);
    const [leader] = device.leaders;
    expect(leader).toBeDefined();
    device.open('d');
    device.pass(10_000);
    expect(device.leaders).toEqual([leader]);
  });

  it('know of a change of leaders', () => {
    let changes = 0;
    device.tabs.get('b')?.subscribe(() => (changes += 1));
    device.asleep.add('a');
    device.asleep.add('c');
    device.pass(10_000);
    expect(device.leaders).toContain('b');
    expect(changes).toBe(1);
  });
});

it('leads by itself where nobody else can be heard', () => {
  const beats: Beat[] = [];
  const election = new Election('alone', {
    random: () => 0,
    after: () => () => undefined,
    post: (beat) => beats.push(beat),
    lock: (_steal, held) => {
      held();
      return () => undefined;
    },
  });
  expect(election.leads).toBe(true);
  expect(beats.length).toBeGreaterThan(0);
});
