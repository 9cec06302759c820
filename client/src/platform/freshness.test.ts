import { expect, test } from 'vitest';
import { Freshness, type FreshnessPorts, type Question } from './freshness';

interface Task {
  at: number;
  task: () => void;
  gone: boolean;
}

/** A clock that only tasks move. */
class Time {
  now = 0;
  #tasks: Task[] = [];

  after = (ms: number, task: () => void): (() => void) => {
    const entry = { at: this.now + ms, task, gone: false };
    this.#tasks.push(entry);
    return () => void (entry.gone = true);
  };

  until(end: number): void {
    for (;;) {
      this.#tasks = this.#tasks.filter(({ gone }) => !gone);
      let next: Task | undefined;
      for (const entry of this.#tasks) if (entry.at <= end && entry.at < (next?.at ?? Infinity)) next = entry;
      if (next === undefined) break;
      next.gone = true;
      this.now = Math.max(this.now, next.at);
      next.task();
    }
    this.now = end;
  }
}

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Server {
  /** how far it has come */
  version: number;
  answerMs: number;
}

function aScreen(time: Time, server: Server, ports: Partial<FreshnessPorts> = {}) {
  const asked: number[] = [];
  const screen = { shown: -1, asked, hidden: false, freshness: null as unknown as Freshness };
  const ask = (): void => {
    asked.push(time.now);
    const question = screen.freshness.begins();
    time.after(server.answerMs, () => {
      question.version = String(server.version);
      if (screen.freshness.answered(question)) screen.shown = server.version;
    });
  };
  screen.freshness = new Freshness({
    ...{ ask, hidden: () => screen.hidden, now: () => time.now, after: time.after, random: () => 0.5 },
    ...ports,
  });
  ask();
  return screen;
}

test('a thousand screens of one list ask a hundred times a second at most, and all end with the newest', () => {
  const [time, server, random] = [new Time(), { version: 1, answerMs: 20 }, seeded(7)];
  const screens = Array.from({ length: 1_000 }, () => aScreen(time, server, { random }));
  time.until(20_000);
  const beforeHints = screens.reduce((sum, { asked }) => sum + asked.length, 0);
  // a morning's minute: two hints a second, as the server limits them
  for (let at = 20_000; at < 80_000; at += 500) {
    time.until(at);
    server.version += 1;
    for (const { freshness } of screens)
      freshness.hint({ version: String(server.version), room: screens.length });
  }
  time.until(100_000);
  const asked = screens.flatMap((screen) => screen.asked).filter((at) => at >= 20_000);
  const perSecond = Array.from(
    { length: 80 },
    (_, second) => asked.filter((at) => Math.floor((at - 20_000) / 1_000) === second).length,
  );
  expect(beforeHints).toBe(1_000);
  // a hint each is 120,000 questions
  expect(asked.length).toBeLessThan(8_000);
  expect(Math.max(...perSecond)).toBeLessThan(150);
  expect(new Set(screens.map(({ shown }) => shown))).toEqual(new Set([server.version]));
});

test('however many hints come, one question is pending, and its time stays', () => {
  const [time, server] = [new Time(), { version: 1, answerMs: 10 }];
  const screen = aScreen(time, server);
  time.until(1_000);
  server.version = 9;
  for (let version = 2; version <= 9; version++) {
    screen.freshness.hint({ version: String(version), room: 20 });
    time.until(time.now + 10);
  }
  time.until(5_000);
  expect(screen.asked).toEqual([0, 1_150]);
  expect(screen.shown).toBe(9);
});

test('an answer older than what is shown is dropped, whatever its digits look like as text, and asked for again', () => {
  const [time, server] = [new Time(), { version: 10, answerMs: 10 }];
  const screen = aScreen(time, server);
  time.until(100);
  // another process, which is behind
  server.version = 9;
  const question = screen.freshness.begins();
  expect(question.after).toBe('10');
  question.version = '9';
  expect(screen.freshness.answered(question)).toBe(false);
  server.version = 11;
  time.until(5_000);
  expect(screen.shown).toBe(11);
  expect(screen.asked).toHaveLength(2);
});

test('an answer older than the hint is shown, and asked for again ever later, but not for ever', () => {
  const [time, server] = [new Time(), { version: 1, answerMs: 10 }];
  const screen = aScreen(time, server);
  time.until(100);
  screen.freshness.hint({ version: '50', room: 1 });
  server.version = 2;
  time.until(600_000);
  expect(screen.shown).toBe(2);
  const pauses = screen.asked.slice(1).map((at, i) => at - screen.asked[i]!);
  expect(pauses.slice(1)).toEqual(pauses.slice(1).toSorted((a, b) => a - b));
  expect(screen.asked.length).toBeLessThan(10);
  server.version = 51;
  screen.freshness.hint({ version: '51', room: 1 });
  time.until(700_000);
  expect(screen.shown).toBe(51);
});

test('a hint of what is shown already asks nothing', () => {
  const [time, server] = [new Time(), { version: 5, answerMs: 10 }];
  const screen = aScreen(time, server);
  time.until(100);
  screen.freshness.hint({ version: '5', room: 1 });
  time.until(60_000);
  expect(screen.asked).toEqual([0]);
});

test('a tab nobody looks at asks nothing until somebody does', () => {
  const [time, server] = [new Time(), { version: 1, answerMs: 10 }];
  const screen = aScreen(time, server);
  time.until(100);
  screen.hidden = true;
  server.version = 2;
  screen.freshness.hint({ version: '2', room: 1 });
  time.until(60_000);
  expect(screen.asked).toEqual([0]);
  screen.hidden = false;
  screen.freshness.lookedAt();
  time.until(61_000);
  expect(screen.shown).toBe(2);
});

test('a short absence of the socket needs no question, because the server tells what was missed; a long one does', () => {
  const [time, server] = [new Time(), { version: 1, answerMs: 10 }];
  const screen = aScreen(time, server);
  time.until(5_000);
  screen.freshness.reconnected(false);
  time.until(15_000);
  expect(screen.asked).toEqual([0]);
  screen.freshness.reconnected(true);
  time.until(20_000);
  expect(screen.asked).toHaveLength(2);
  time.until(60_000);
  screen.freshness.reconnected(false);
  time.until(65_000);
  expect(screen.asked).toHaveLength(3);
});

test('a hint that comes while a question is under way, or fails, is not lost', () => {
  const [time, server] = [new Time(), { version: 1, answerMs: 10 }];
  const screen = aScreen(time, server);
  time.until(100);
  const question: Question = screen.freshness.begins();
  screen.freshness.hint({ version: '2', room: 1 });
  time.until(1_000);
  server.version = 2;
  screen.freshness.failed(question);
  time.until(2_000);
  expect(screen.shown).toBe(2);
});
