import type { Patch } from '../support/planted-build';
import type { Violation } from './checker';

/** A mistake to be planted into the source, which the simulation has to notice. */
export interface Defect extends Patch {
  name: string;
  /** what must be found violated */
  breaks: readonly Violation['invariant'][];
  /** the first seed that showed it; tried first */
  seed: number;
}

const resolve = 'shared/src/attendance/resolve.ts';
const confirmed = 'shared/src/attendance/confirmed.ts';
const replica = 'shared/src/attendance/replica.ts';
const store = 'shared/src/attendance/device-store.ts';
const queue = 'shared/src/attendance/queue.ts';
const clock = 'shared/src/attendance/server-clock.ts';
const election = 'shared/src/platform/election.ts';
const writer = 'server/src/modules/attendance/register-writer.ts';
const lacking = 'server/src/modules/attendance/lacking.ts';
const database = 'bench/simulate/database.ts';
const process = 'bench/simulate/server.ts';
const believable = 'shared/src/learning/believable.ts';
const watching = 'server/src/modules/learning/viewing/viewing-writer.ts';
const watched = 'server/src/modules/learning/viewing/viewing-steps.ts';
const viewings = 'bench/simulate/viewing/database.ts';

export const defects: readonly Defect[] = [
  {
    name: 'no-dedupe',
    file: resolve,
    find: 'const known = current.log.find((entry) => entry.mid === action.mid);',
    replace: 'const known = undefined;',
    breaks: ['I1'],
    seed: 1,
  },
  {
    name: 'no-gap-check',
    file: confirmed,
    find: 'this.#early.get(this.state.seq + 1);',
    replace: '[...this.#early.values()].sort((a, b) => a.seq - b.seq)[0];',
    breaks: ['I6'],
    seed: 4,
  },
  {
    name: 'stale-snapshot',
    file: confirmed,
    find: 'if (!older) this.#adopt',
    replace: 'this.#adopt',
    breaks: ['I5'],
    seed: 4,
  },
  {
    name: 'memory-only-queue',
    file: replica,
    find: 'await this.ports.store.add(made)',
    replace: 'null',
    breaks: ['I1'],
    seed: 1,
  },
  {
    name: 'parallel-sends',
    file: replica,
    find: `    const actions = this.#sendable();
    if (actions.length === 0) return;
    this.#sending = true;`,
    replace: `    this.flying ??= new Set();
    const actions = this.#sendable().filter(({ mid }) => !this.flying.has(mid));
    if (actions.length === 0) return;
    for (const { mid } of actions) this.flying.add(mid);
    this.ports.after(3_000, () => actions.forEach(({ mid }) => this.flying.delete(mid)));`,
    breaks: ['I1', 'I4'],
    seed: 3,
  },
  {
    name: 'ack-before-majority',
    file: database,
    find: 'await branch.untilMajority(count);',
    replace: '',
    breaks: ['I1'],
    seed: 7,
  },
  {
    name: 'local-reads',
    file: database,
    find: 'const record = branch.committed.get(id) ?? null;',
    replace: 'const record = branch.head.get(id) ?? null;',
    breaks: ['I1', 'I6'],
    seed: 50,
  },
  {
    name: 'compare-without-seq',
    file: database,
    find: 'present?.epoch !== before.epoch || present.seq !== before.seq',
    replace: 'present?.epoch !== before.epoch',
    breaks: ['I3'],
    seed: 3,
  },
  {
    name: 'last-write-wins',
    file: resolve,
    find: 'if (causal) return',
    replace: 'return',
    breaks: ['I8'],
    seed: 5,
  },
  {
    name: 'no-causal-rule',
    file: resolve,
    find: '(action.seen.epoch === register.epoch && mark.ver <= action.seen.seq) || isOwn',
    replace: 'isOwn',
    breaks: ['I8'],
    seed: 6,
  },
  {
    name: 'raw-clock',
    file: clock,
    find: 'return Math.round(this.#base.server + this.#device.monotonic() - this.#base.monotonic);',
    replace: 'return Math.round(this.#device.wall());',
    breaks: ['I8'],
    seed: 38,
  },
  {
    name: 'no-clamp',
    file: resolve,
    find: 'const t = clamp(action.at, timeSeen(register, action), tw);',
    replace: 'const t = action.at;',
    breaks: ['I8'],
    seed: 1,
  },
  {
    name: 'doubtful-ignored',
    file: resolve,
    find: 'if (a.doubtful !== b.doubtful) return b.doubtful;',
    replace: '',
    breaks: ['I8'],
    seed: 5,
  },
  {
    name: 'same-code-dropped',
    file: resolve,
    find: '  const standing = standingOf(register, mark);',
    replace: `  if (mark.ver > 0 && mark.code === change.code) return { ...change, out: 'skipped', t };
  const standing = standingOf(register, mark);`,
    breaks: ['I8'],
    seed: 1,
  },
  {
    name: 'if-ver-ignored',
    file: resolve,
    find: "if (change.ifVer !== undefined && change.ifVer !== mark.ver) return { ...change, out: 'skipped', t };",
    replace: '',
    breaks: ['I8'],
    seed: 5,
  },
  {
    name: 'drop-on-ack',
    file: queue,
    find: '(this.#isUnsent(kept) || (acked !== null && isAfter(acked, this.place())))',
    replace: 'this.#isUnsent(kept)',
    breaks: ['I7'],
    seed: 18,
  },
  {
    name: 'acks-outlive-restore',
    file: queue,
    find: 'return acked === null || acked.epoch < this.place().epoch;',
    replace: 'return acked === null;',
    breaks: ['I1'],
    seed: 2,
  },
  {
    name: 'order-of-the-disk-lost',
    file: store,
    find: 'return Promise.resolve(this.#actions.filter((kept) => kept.registerId === registerId));',
    replace: `const mine = this.#actions.filter((kept) => kept.registerId === registerId);
    return Promise.resolve(mine.sort((a, b) => (a.action.mid < b.action.mid ? -1 : 1)));`,
    breaks: ['I1', 'I4'],
    seed: 5,
  },
  {
    name: 'new-mid-on-retry',
    file: replica,
    find: 'since, actions });',
    replace: 'since, actions: actions.map((action) => ({ ...action, mid: this.ports.uuid() })) });',
    breaks: ['I1'],
    seed: 1,
  },
  {
    name: 'refusal-dropped',
    file: replica,
    find: "if (out === 'rejected') this.#refuse([mid]",
    replace: "if (out === 'rejected') this.#forget([mid]",
    breaks: ['I1'],
    seed: 9,
  },
  {
    name: 'roll-ignored-on-clients',
    file: confirmed,
    find: 'applyEntry(this.state, entry);',
    replace: "applyEntry(this.state, entry.kind === 'roll' ? { ...entry, out: 'superseded' } : entry);",
    breaks: ['I6'],
    seed: 9,
  },
  {
    name: 'buffer-of-another-epoch',
    file: confirmed,
    find: 'if (epoch !== snapshot.epoch) this.#early.delete(seq);',
    replace: 'if (epoch === 0) this.#early.delete(seq);',
    breaks: ['I6'],
    seed: 221,
  },
  {
    name: 'digest-not-checked',
    file: confirmed,
    find: 'if (head.head < this.seq || head.digest === this.state.digest) return true;',
    replace: 'return true;',
    breaks: ['I9'],
    seed: 275,
  },
  {
    name: 'no-heartbeat',
    file: process,
    find: 'if (world.mix.heartbeats)',
    replace: 'if (false)',
    breaks: ['I9'],
    seed: 4,
  },
  {
    name: 'read-before-join',
    file: lacking,
    find: `  await join();
  return read();`,
    replace: `  const answer = await read();
  await join();
  return answer;`,
    breaks: ['I9', 'I10'],
    seed: 32,
  },
  {
    name: 'restore-without-epoch',
    file: database,
    find: 'const restored = { ...record, epoch };',
    replace: 'const restored = record;',
    breaks: ['I1', 'I5', 'I6'],
    seed: 2,
  },
  {
    name: 'leader-never-replaced',
    file: election,
    find: '() => this.#stand(true)',
    replace: '() => undefined',
    breaks: ['I9'],
    seed: 261,
  },
  {
    name: 'counts-not-updated',
    file: writer,
    find: 'const counts = countMarks(current.marks, current.codeSet);',
    replace: 'const counts = before.counts;',
    breaks: ['I6'],
    seed: 1,
  },
  {
    name: 'unfetched-counts',
    file: believable,
    find: 'return intersection(claimed, fetched);',
    replace: 'return merged([...claimed, ...fetched]);',
    breaks: ['V2'],
    seed: 1,
  },
  {
    name: 'idle-time-banked',
    file: believable,
    find: 'const left = Math.min(now - spentTo, longestGapMs);',
    replace: 'const left = now - spentTo;',
    breaks: ['V1'],
    seed: 7,
  },
  {
    name: 'time-spent-twice',
    file: watching,
    find: 'if (await this.ports.commitClock(place, spentTo, after)) return taken;',
    replace: 'await this.ports.commitClock(place, spentTo, after); return taken;',
    breaks: ['V1'],
    seed: 1,
  },
  {
    name: 'time-given-back-in-doubt',
    file: watching,
    find: 'this.#fetched.putBack(place, sent, this.ports.now());',
    replace: 'this.#fetched.putBack(place, sent, this.ports.now()); await this.#take(place, -granted);',
    breaks: ['V1'],
    seed: 1,
  },
  {
    name: 'sent-segments-dropped',
    file: watching,
    find: 'this.#fetched.putBack(place, sent, this.ports.now());',
    replace: '',
    breaks: ['V7'],
    seed: 1,
  },
  {
    name: 'viewing-without-compare',
    file: viewings,
    find: 'if (this.viewings.get(after._id)?.rev !== before?.rev) return false;',
    replace: '',
    breaks: ['V3', 'V4'],
    seed: 1,
  },
  {
    name: 'confirmed-without-time',
    file: watched,
    find: 'return difference(played, unclaimed(viewing, played, viewing.duration));',
    replace: 'return [...played];',
    breaks: ['V3', 'V7'],
    seed: 1,
  },
  {
    name: 'older-tab-moves-the-place',
    file: watched,
    find: 'if (said?.viewing !== before.viewing) return after;',
    replace: 'if (said === undefined) return after;',
    breaks: ['V6'],
    seed: 1,
  },
  {
    name: 'seconds-told-again',
    file: watched,
    find: 'told: { seconds: earlier + seconds, watched, done } }',
    replace: 'told: { seconds: told.seconds, watched, done } }',
    breaks: ['V5'],
    seed: 1,
  },
];
