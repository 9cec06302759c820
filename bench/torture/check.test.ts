import { describe, expect, it } from 'vitest';
import { check, type Fault, type StoredRegister } from './check';
import type { HistoryLine } from './history';

/** Two devices mark two pupils, one closes; the second device’s undo went with an action that was refused. */
function good(): { history: HistoryLine[]; stored: StoredRegister[] } {
  const entry = { epoch: 7, kind: 'mark', out: 'applied' };
  const log = [
    { ...entry, seq: 1, mid: 'm1', client: 'a', n: 1, changes: [{ pupil: 'p', code: 'P', out: 'applied' }] },
    {
      ...{ ...entry, seq: 2, mid: 'm2', client: 'b', n: 1, out: 'partly' },
      changes: [
        { pupil: 'p', code: 'A', out: 'superseded' },
        { pupil: 'q', code: 'L', minutes: 5, out: 'applied' },
      ],
    },
    { ...entry, seq: 3, kind: 'close', mid: 'm3', client: 'a', n: 2, changes: [] },
  ];
  const marks = [
    { pupil: 'p', code: 'P', ver: 1 },
    { pupil: 'q', code: 'L', minutes: 5, ver: 2 },
  ];
  const counts = { present: 1, late: 1, unmarked: 0 };
  const register = {
    _id: 'r',
    epoch: 7,
    seq: 3,
    status: 'closed',
    digest: 'e7a95ffb8583e8b7',
    counts,
    marks,
    log,
  };
  const act = { t: 'act', register: 'r', kind: 'mark', undoOf: null } as const;
  const ack = { t: 'ack', register: 'r', epoch: 7 } as const;
  const shown = {
    t: 'shown',
    register: 'r',
    epoch: 7,
    seq: 3,
    digest: register.digest,
    status: 'closed',
  } as const;
  const history: HistoryLine[] = [
    { ...act, client: 'a', mid: 'm1', changes: [{ pupil: 'p', code: 'P' }] },
    {
      ...{ ...act, client: 'b', mid: 'm2' },
      changes: [
        { pupil: 'p', code: 'A' },
        { pupil: 'q', code: 'L' },
      ],
    },
    { ...act, client: 'a', mid: 'm3', kind: 'close', changes: [] },
    { ...act, client: 'b', mid: 'm4', changes: [{ pupil: 'q', code: 'A' }] },
    { ...act, client: 'b', mid: 'm5', changes: [], undoOf: 'm4' },
    { ...ack, client: 'a', mid: 'm1', seq: 1 },
    { ...ack, client: 'b', mid: 'm2', seq: 2 },
    { t: 'kept', register: 'r', client: 'b', mid: 'm4', refused: 'register_closed' },
    { ...shown, client: 'a', tab: '1', waiting: 0, marks: structuredClone(marks) },
    { ...shown, client: 'b', tab: '1', waiting: 0, marks: structuredClone(marks) },
    { t: 'repairs', register: 'r', client: 'a', tab: '1', syncs: 2, desyncs: 0 },
  ];
  return { history, stored: [structuredClone(register)] };
}

type World = ReturnType<typeof good>;
const register = ({ stored }: World): StoredRegister => stored[0]!;
const entryOf = (world: World, seq: number) => register(world).log[seq - 1]!;
const shownTo = ({ history }: World, client: string) =>
  history.find((line) => line.t === 'shown' && line.client === client) as Extract<
    HistoryLine,
    { t: 'shown' }
  >;

describe('the checker', () => {
  it('finds nothing where all is right, and counts it', () => {
    const { history, stored } = good();
    expect(check(history, stored)).toEqual({
      violations: [],
      acted: 5,
      marks: 3,
      refused: 1,
      syncs: 2,
      desyncs: 0,
    });
  });

  const planted: [fault: Fault, what: string, plant: (world: World) => unknown][] = [
    ['lost', 'an acknowledged action is not in the log', (w) => register(w).log.splice(1, 1)],
    ['lost', 'an action is neither logged nor refused', (w) => w.history.splice(7, 1)],
    [
      'duplicated',
      'an action is logged twice',
      (w) => register(w).log.push({ ...entryOf(w, 1), seq: 4, n: 3 }),
    ],
    ['phantom', 'the log has what nobody did', (w) => (entryOf(w, 3).mid = 'm9')],
    ['phantom', 'the log has another mark than was made', (w) => (entryOf(w, 1).changes[0]!.code = 'A')],
    ['phantom', 'the log names another device', (w) => (entryOf(w, 1).client = 'b')],
    ['desync', 'a screen shows another mark', (w) => (shownTo(w, 'b').marks[1]!.code = 'A')],
    ['desync', 'a screen lags behind', (w) => (shownTo(w, 'a').seq = 2)],
    ['desync', 'a screen still waits', (w) => (shownTo(w, 'a').waiting = 1)],
    ['desync', 'a screen shows a closed register open', (w) => (shownTo(w, 'a').status = 'open')],
    [
      'desync',
      'an action still waits on its device',
      (w) => w.history.push({ t: 'kept', register: 'r', client: 'a', mid: 'm3', refused: null }),
    ],
    ['order', 'a device’s actions are logged the other way round', (w) => (entryOf(w, 3).n = 1)],
    ['gap', 'an entry is missing from the middle', (w) => (entryOf(w, 2).seq = 5)],
    ['gap', 'the register says another seq than its log', (w) => (register(w).seq = 4)],
    ['marks', 'a mark is not what the log makes it', (w) => (register(w).marks[0]!.code = 'A')],
    ['marks', 'a register is open that the log closed', (w) => (register(w).status = 'open')],
    ['counts', 'counts and marks differ', (w) => (register(w).counts.present = 2)],
    ['digest', 'the digest is another', (w) => (register(w).digest = '0'.repeat(16))],
    [
      'moved',
      'an action was acknowledged at another place',
      (w) => ((w.history[5] as { seq: number }).seq = 2),
    ],
  ];
  it.each(planted)('says %s when %s', (fault, _what, plant) => {
    const world = good();
    plant(world);
    const { violations } = check(world.history, world.stored);
    expect(violations.map((violation) => violation.fault)).toContain(fault);
  });
});
