import { randomUUID } from 'node:crypto';
import type { Action } from '@quad/shared/attendance';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../platform/http/failure';
import type { RegisterRecord } from './register.model';
import { bornRegister } from './register.repository';
import { RegisterWriter, type WriterPorts, type Writing } from './register-writer';

const pupil = 'a'.repeat(24);
const key = { districtId: 'd'.repeat(24), registerId: 'r' };

function aRecord(): RegisterRecord {
  const place = {
    schoolId: 's',
    classId: 'c',
    date: '2026-03-04',
    period: '1',
    periodName: '1',
    starts: '08:55',
    ends: null,
    room: null,
  };
  return bornRegister({ ...place, districtId: key.districtId, codeSet: 'international' }, [pupil], 1_000);
}

function aMark(code: string): Action {
  return {
    kind: 'mark',
    mid: randomUUID(),
    n: 1,
    seen: { epoch: 1_000, seq: 0 },
    at: 2_000,
    changes: [{ pupil, code }],
  };
}

function writing(actions: Action[], fields: Partial<Writing> = {}): Writing {
  return {
    submission: { clientId: randomUUID(), actions },
    personId: 'p',
    roleFor: () => 'teacher',
    now: () => 5_000,
    ...fields,
  };
}

class Away extends Error {}

/** A database that does as told: `fate` decides what becomes of each commit. */
function aDatabase(fate: (attempt: number) => 'ok' | 'lost answer' | 'away') {
  const state = { record: aRecord(), commits: 0, elapsed: 0 };
  const ports: WriterPorts = {
    read: () => Promise.resolve(state.record),
    commit: (before, after) => {
      state.commits += 1;
      const outcome = fate(state.commits);
      if (outcome === 'away') return Promise.reject(new Away());
      if (before.seq !== state.record.seq) return Promise.resolve(false);
      state.record = after;
      return outcome === 'lost answer' ? Promise.reject(new Away()) : Promise.resolve(true);
    },
    isAway: (error) => error instanceof Away,
    wait: (ms) => {
      state.elapsed += ms + 100;
      return Promise.resolve();
    },
    elapsed: () => state.elapsed,
  };
  return { state, writer: new RegisterWriter(ports) };
}

describe('the register writer', () => {
  it('finds its action again by its mid when the answer of the database was lost, and writes it once', async () => {
    const { state, writer } = aDatabase((attempt) => (attempt === 1 ? 'lost answer' : 'ok'));
    const { results } = await writer.submit(key, writing([aMark('P')]));
    expect(results).toMatchObject([{ out: 'applied', seq: 1 }]);
    expect(state.record.log).toHaveLength(1);
    expect(state.commits).toBe(1);
  });

  it('says unavailable after a while, never that it was saved', async () => {
    const { state, writer } = aDatabase(() => 'away');
    const refused = await writer.submit(key, writing([aMark('P')])).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 });
    expect(state.record.log).toHaveLength(0);
  });

  it('commits what waits together in one write, in the order it came', async () => {
    const { state, writer } = aDatabase(() => 'ok');
    const written = await Promise.all(
      ['P', 'A', 'L', 'P'].map((code) => writer.submit(key, writing([aMark(code)]))),
    );
    expect(written.map(({ results }) => results[0]?.seq)).toEqual([1, 2, 3, 4]);
    expect(state.commits).toBe(2);
    expect(state.record.log.map((entry) => entry.after !== undefined)).toEqual([true, false, false, true]);
  });

  it('asks the database before it refuses from memory, or repeats a receipt the database has lost', async () => {
    const { state, writer } = aDatabase(() => 'ok');
    const close: Action = { ...aMark('P'), kind: 'close' } as unknown as Action;
    const marked = aMark('P');
    await writer.submit(key, writing([marked]));
    await writer.submit(key, writing([close]));
    // elsewhere: reopened by another process
    state.record = {
      ...state.record,
      status: 'open',
      seq: 3,
      log: [...state.record.log, { ...state.record.log[1]!, seq: 3, mid: randomUUID() }],
    };
    const later = await writer.submit(key, writing([{ ...aMark('A'), at: 4_000 }]));
    expect(later.results).toMatchObject([{ out: 'applied', seq: 4 }]);
    // elsewhere: restored from a backup that knows nothing
    state.record = { ...aRecord(), epoch: 9_000 };
    const again = await writer.submit(key, writing([marked]));
    expect(again.results).toMatchObject([{ out: 'applied', seq: 1 }]);
    expect(state.record.log).toHaveLength(1);
  });

  it('gives no receipt to who may not read the register', async () => {
    const { writer } = aDatabase(() => 'ok');
    const action = aMark('P');
    await writer.submit(key, writing([action]));
    const stranger = writing([action], {
      roleFor: () => {
        throw new Failure('not_found');
      },
    });
    await expect(writer.submit(key, stranger)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses one person without refusing those who wait beside them', async () => {
    const { state, writer } = aDatabase(() => 'ok');
    const stranger = writing([aMark('A')], {
      roleFor: () => {
        throw new Failure('not_found');
      },
    });
    const outcomes = await Promise.allSettled([
      writer.submit(key, writing([aMark('P')])),
      writer.submit(key, stranger),
      writer.submit(key, writing([aMark('P')])),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(state.record.log).toHaveLength(2);
  });
});
