import { digestOf, type Entry, type Mark } from '@quad/shared/attendance';
import { describe, expect, it } from 'vitest';
import { check } from './checker';
import { anEmptyHistory, type Act, type History, type View } from './history';

const pupil = 'a'.repeat(24);
const register = 'r';
const clients = { rao: 'c-rao', lind: 'c-lind' };

/** What one person did, as the world saw it, and the entry it became. */
interface Step {
  client: keyof typeof clients;
  mid: string;
  code: string;
  t: number;
  saw: number;
  out?: 'applied' | 'superseded';
  doubtful?: true;
}

/** Two people, three marks of one pupil: everything as it should be. */
const steps: readonly Step[] = [
  { client: 'rao', mid: 'm1', code: 'P', t: 1_000, saw: 0 },
  { client: 'lind', mid: 'm2', code: 'A', t: 9_000, saw: 1 },
  { client: 'rao', mid: 'm3', code: 'L', t: 20_000, saw: 2 },
];

function historyOf(given: readonly Step[] = steps): History {
  const history = anEmptyHistory({ healed: 25_000, quiet: 30_000 });
  const committed: History['committed'][number][] = [];
  let marks: Mark[] = [{ pupil, code: null, ver: 0 }];
  const log: Entry[] = [];
  const commit = (t: number): void => void committed.push({ t, era: 0, record: aRecord(marks, [...log]) });
  commit(0);
  let order = 0;
  const n = { rao: 0, lind: 0 };
  for (const step of given) {
    const { mid, t, code, out = 'applied' } = step;
    const client = clients[step.client];
    const change = { pupil, code };
    const saw = { epoch: 1, seq: step.saw };
    const act: Act = {
      t,
      order: order++,
      client,
      tab: client,
      registerId: register,
      mid,
      kind: 'mark',
      changes: [change],
      undoOf: null,
      saw,
    };
    history.acts.push(act);
    history.views.push(
      aView(t, order++, client, marks, log.length, { marks: null, waiting: 1, shown: { [pupil]: code } }),
    );
    history.submitted.push({ registerId: register, client, mid, changes: [change] });
    const seq = log.length + 1;
    if (out === 'applied') marks = [{ pupil, code, ver: seq }];
    log.push({
      ...{
        seq,
        kind: 'mark',
        mid,
        client,
        n: ++n[step.client],
        by: client,
        role: 'teacher',
        out,
        at: t,
        tw: t,
      },
      ...{ changes: [{ ...change, out, t }], seen: saw, epoch: 1, digest: digestOf(marks) },
      ...(step.doubtful && { doubtful: true as const }),
    });
    commit(t + 10);
    history.acked.push({
      t: t + 20,
      registerId: register,
      client,
      era: 0,
      epoch: 1,
      result: { mid, out, seq },
    });
    for (const each of Object.values(clients)) history.views.push(aView(t + 30, order++, each, marks, seq));
  }
  history.committed = committed;
  history.last = Object.values(clients).map((client) => aView(30_000, order++, client, marks, log.length));
  return history;
}

function aRecord(marks: readonly Mark[], log: readonly Entry[]): History['committed'][number]['record'] {
  const counts = {
    present: 0,
    late: 0,
    absent: 0,
    excused: 0,
    early: 0,
    elsewhere: 0,
    notRequired: 0,
    unmarked: 0,
  };
  const names = { P: 'present', L: 'late', A: 'absent' } as const;
  for (const { code } of marks) counts[code === null ? 'unmarked' : names[code as keyof typeof names]] += 1;
  return {
    _id: register,
    epoch: 1,
    seq: log.length,
    status: 'open',
    digest: digestOf(marks),
    marks,
    counts,
    log,
  };
}

function aView(
  t: number,
  order: number,
  tab: string,
  marks: readonly Mark[],
  seq: number,
  fields: Partial<View> = {},
): View {
  return {
    ...{
      t,
      order,
      client: tab,
      tab,
      registerId: register,
      place: { epoch: 1, seq },
      digest: digestOf(marks),
      marks,
    },
    ...{
      shown: { [pupil]: marks[0]?.code ?? null },
      status: 'open',
      waiting: 0,
      notSaved: [],
      refused: null,
      repairs: 0,
    },
    ...fields,
  };
}

const named = (history: History): string[] => check(history).map(({ invariant }) => invariant);

/** The last state of the database, changed. */
function withLastRecord(change: (record: History['committed'][number]['record']) => object): History {
  const history = historyOf();
  const last = history.committed.at(-1)!;
  history.committed = [
    ...history.committed.slice(0, -1),
    { ...last, record: { ...last.record, ...change(last.record) } },
  ];
  return history;
}

describe('the checkers', () => {
  it('find nothing wrong in a history that is right', () => {
    expect(check(historyOf())).toEqual([]);
  });

  it('name I1 where an acknowledged action is gone', () => {
    const history = historyOf();
    history.acked.push({ ...history.acked[0]!, result: { mid: 'gone', out: 'applied', seq: 2 } });
    expect(named(history)).toEqual(['I1']);
  });

  it('name I1 where an action is in the log twice', () => {
    const twice = historyOf([...steps, { ...steps[2]!, t: 21_000, saw: 3 }]);
    expect(named(twice)).toContain('I1');
  });

  it('name I1 where what a screen had promised is nowhere', () => {
    const history = historyOf();
    history.acts.push({ ...history.acts[0]!, mid: 'forgotten', t: 22_000, order: 900, changes: [] });
    expect(named(history)).toEqual(['I1']);
  });

  it('are content with an action that came back as not saved', () => {
    const history = historyOf();
    history.acts.push({ ...history.acts[0]!, mid: 'refused', t: 22_000, order: 900, changes: [] });
    history.last = history.last.map((view) => ({ ...view, notSaved: ['refused'] }));
    expect(check(history)).toEqual([]);
  });

  it('name I1 where something came back for which there was no reason', () => {
    const history = historyOf();
    history.last = history.last.map((view) => ({ ...view, notSaved: ['refused'] }));
    expect(named({ ...history, unrefused: true })).toEqual(['I1']);
  });

  it('name I2 where nobody submitted an entry, or something else', () => {
    const never = historyOf();
    never.submitted = never.submitted.slice(1);
    expect(named(never)).toEqual(['I2']);
    const other = historyOf();
    other.submitted = other.submitted.map((each) => ({ ...each, changes: [{ pupil, code: 'X' }] }));
    expect(named(other)).toEqual(['I2']);
  });

  it('name I3 where a seq is missing', () => {
    const history = withLastRecord(({ log }) => ({
      log: log.map((entry) => (entry.seq === 3 ? { ...entry, seq: 4 } : entry)),
    }));
    expect(named(history)).toContain('I3');
  });

  it('name I4 where a device’s actions stand in another order', () => {
    const history = withLastRecord(({ log }) => ({
      log: log.map((entry) => (entry.seq === 3 ? { ...entry, n: 1 } : entry)),
    }));
    expect(named(history)).toEqual(['I4']);
  });

  it('name I5 where a screen goes back', () => {
    const history = historyOf();
    history.views.push({ ...history.views.find(({ place }) => place.seq === 1)!, t: 29_000, order: 999 });
    expect(named(history)).toContain('I5');
  });

  it('name I6 where two have the same seq and other marks', () => {
    const history = historyOf();
    const wrong = [{ pupil, code: 'P', ver: 3 }];
    history.views.push(aView(29_000, 999, clients.lind, wrong, 3));
    expect(named(history)).toEqual(['I6']);
  });

  it('name I6 where the counts are not those of the marks', () => {
    expect(named(withLastRecord(({ counts }) => ({ counts: { ...counts, late: 2 } })))).toEqual(['I6']);
  });

  it('name I7 where a mark flips back before it is confirmed', () => {
    const history = historyOf();
    const acted = history.views.findIndex(({ t, waiting }) => t === 20_000 && waiting === 1);
    const flip = { ...history.views[acted]!, t: 20_005, shown: { [pupil]: 'A' } };
    history.views.splice(acted + 1, 0, flip);
    expect(named(history)).toEqual(['I7']);
  });

  it('name I8 where who knew of the other mark lost to it', () => {
    expect(named(historyOf([steps[0]!, { ...steps[1]!, out: 'superseded' }]))).toEqual(['I8']);
  });

  it('name I8 where the older of two that knew nothing of each other stands, unless a clock was doubtful', () => {
    const older: Step = { client: 'lind', mid: 'm2', code: 'A', t: 2_000, saw: 0 };
    const newer: Step = { client: 'rao', mid: 'm1', code: 'P', t: 9_000, saw: 0 };
    expect(named(historyOf([newer, older]))).toContain('I8');
    expect(named(historyOf([{ ...newer, doubtful: true }, older]))).not.toContain('I8');
    expect(named(historyOf([newer, { ...older, t: 8_000 }]))).not.toContain('I8');
  });

  it('name I8 where a doubtful clock wins', () => {
    const doubtful: Step = { client: 'lind', mid: 'm2', code: 'A', t: 9_000, saw: 0, doubtful: true };
    expect(named(historyOf([steps[0]!, doubtful]))).toContain('I8');
  });

  it('name I8 where a mark competes with a time that is still to come', () => {
    const early = withLastRecord(({ log }) => ({
      log: log.map((entry) => ({ ...entry, tw: entry.tw - 1 })),
    }));
    expect(named(early)).toEqual(['I8']);
  });

  it('name I9 where a screen is behind, or something still waits', () => {
    const behind = historyOf();
    behind.last = [aView(30_000, 999, clients.rao, [{ pupil, code: 'A', ver: 2 }], 2)];
    expect(named(behind)).toEqual(['I9']);
    const waiting = historyOf();
    waiting.kept = [{ client: clients.rao, registerId: register, waiting: 1 }];
    expect(named(waiting)).toEqual(['I9']);
  });

  it('name I10 where something was repaired that nothing had broken', () => {
    const history = historyOf();
    history.last = history.last.map((view) => ({ ...view, repairs: 1 }));
    expect(named(history)).toEqual([]);
    expect(named({ ...history, faultless: true })).toEqual(['I10']);
  });
});
