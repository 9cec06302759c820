import { merged, type Beat, type Range, type ViewingState } from '@quad/shared/learning';
import { beforeEach, expect, test } from 'vitest';
import { ApiError, Unreachable } from '../../../platform/api-error';
import { ViewingBeats } from './viewing-beats';

let now = 0;
let timers: { at: number; task: () => void }[] = [];
let sent: Beat[] = [];
let lastWords: Beat[] = [];
let kept: Range[] = [];
let answers: ((beat: Beat) => ViewingState | Error)[] = [];

const state = (changes: Partial<ViewingState> = {}): ViewingState => ({
  ...{ viewing: 1, position: 0, counted: [], seconds: 0, watched: 0, doneAt: null, confirmed: [] },
  ...changes,
});
const confirms = (beat: Beat): ViewingState => state({ confirmed: beat.played, counted: beat.played });

beforeEach(() => {
  [now, timers, sent, lastWords, kept, answers] = [0, [], [], [], [], []];
});

function begin(viewing = state(), before: Range[] = []): ViewingBeats {
  return new ViewingBeats(viewing, before, {
    send: (beat) => {
      sent.push(beat);
      const answer = (answers.shift() ?? confirms)(beat);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    sendLast: (beat) => lastWords.push(beat),
    keep: (played) => (kept = played),
    now: () => now,
    after: (ms, task) => {
      const timer = { at: now + ms, task };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
  });
}

async function pass(ms: number): Promise<void> {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { task } of due) task();
  await new Promise((resolve) => setImmediate(resolve));
}

/** Plays on, a quarter of a second at a time. */
async function play(beats: ViewingBeats, from: number, to: number, rate = 1): Promise<void> {
  beats.playing();
  for (let at = from; at <= to; at += 0.25 * rate) {
    beats.at(at, rate);
    await pass(250);
  }
}

test('half a minute of play is told once, as one range', async () => {
  const beats = begin();
  await play(beats, 0, 31);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ viewing: 1, playing: true, played: [[0, 30]] });
  await pass(1_000);
  expect(sent).toHaveLength(1);
});

test('what is skipped was not played', async () => {
  const beats = begin();
  await play(beats, 0, 10);
  beats.sought(100);
  await play(beats, 100, 104);
  beats.paused(104);
  await pass(0);
  expect(merged(sent.flatMap(({ played }) => played))).toEqual([
    [0, 10],
    [100, 104],
  ]);
});

test('a leap nobody announced is no play, at double speed neither', async () => {
  const beats = begin();
  await play(beats, 0, 4, 2);
  beats.at(60, 2);
  beats.paused(60);
  await pass(0);
  expect(sent.at(-1)?.played).toEqual([[0, 4]]);
});

test('what no answer confirmed is kept on the device and said again', async () => {
  answers = [() => new Unreachable(null), (beat) => state({ confirmed: [[0, 5]], counted: beat.played })];
  const beats = begin();
  await play(beats, 0, 10);
  beats.paused(10);
  await pass(0);
  expect(kept).toEqual([[0, 10]]);
  await pass(5_000);
  expect(sent).toHaveLength(2);
  expect(sent[1]?.played).toEqual([[0, 10]]);
  expect(kept).toEqual([[5, 10]]);
  await pass(30_000);
  expect(sent[2]?.played).toEqual([[5, 10]]);
  expect(kept).toEqual([]);
});

test('seconds of an earlier visit are told as soon as the page stands', async () => {
  const close = begin(state({ position: 70 }), [[40, 70]]).open();
  await pass(1_000);
  expect(sent[0]).toMatchObject({ played: [[40, 70]], position: 70, playing: false });
  expect(kept).toEqual([]);
  close();
});

test('a page that goes says its last words without waiting, and nothing when there is nothing to say', async () => {
  const beats = begin();
  const close = beats.open();
  beats.last();
  expect(lastWords).toEqual([]);
  await play(beats, 0, 8);
  close();
  expect(lastWords[0]).toMatchObject({ played: [[0, 8]], position: 8, playing: false });
  expect(timers).toEqual([]);
});

test('the end of a film counts to its last second', async () => {
  const beats = begin();
  await play(beats, 0, 9.25);
  beats.ended(9.4);
  await pass(0);
  expect(sent.at(-1)?.played).toEqual([[0, 10]]);
});

test('one beat at a time: what comes meanwhile goes with the next', async () => {
  let answer: (state: ViewingState) => void = () => undefined;
  const beats = begin();
  const slow = new ViewingBeats(state(), [], {
    send: (beat) => {
      sent.push(beat);
      return new Promise((resolve) => (answer = resolve));
    },
    ...{ sendLast: () => undefined, keep: () => undefined, now: () => now },
    after: (ms, task) => {
      timers.push({ at: now + ms, task });
      return () => undefined;
    },
  });
  expect(beats.unconfirmed()).toEqual([]);
  await play(slow, 0, 3);
  slow.paused(3);
  await play(slow, 3, 5);
  slow.paused(5);
  expect(sent).toHaveLength(1);
  answer(state({ confirmed: [[0, 3]] }));
  await pass(0);
  await pass(1_000);
  expect(sent[1]?.played).toEqual([[3, 5]]);
});

test('a later viewing has the position: this one goes on and knows it', async () => {
  answers = [(beat) => state({ viewing: 2, position: 300, confirmed: beat.played })];
  const beats = begin();
  await play(beats, 0, 5);
  beats.paused(5);
  await pass(0);
  expect(beats.state.get()).toMatchObject({ elsewhere: 300, refused: null });
});

test('a refusal ends the beats, and what was played stays on the device', async () => {
  const refusal = new ApiError({ type: 'about:blank', code: 'lesson_locked', status: 403, title: 'locked' });
  answers = [() => refusal];
  const beats = begin();
  await play(beats, 0, 5);
  beats.paused(5);
  await pass(0);
  expect(beats.state.get().refused).toBe(refusal);
  await pass(120_000);
  expect(sent).toHaveLength(1);
  expect(kept).toEqual([[0, 5]]);
});
