import { describe, expect, it } from 'vitest';
import { aMark, anId, aRegister, aUuid } from './attendance.builders';
import type { Action } from './attendance.dto';
import { countMarks, learnCodes } from './codes';
import { digestOf } from './digest';
import { logLimit, resolve, type Actor, type LoggedRegister } from './resolve';

const rao: Actor = { personId: anId(100), clientId: aUuid(900_001), roleFor: () => 'teacher' };
const lind: Actor = { personId: anId(101), clientId: aUuid(900_002), roleFor: () => 'teacher' };
const [amara, bao, chloe] = [anId(1), anId(2), anId(3)] as const;

function after(register: LoggedRegister, actor: Actor, actions: Action[], now = 5_000): LoggedRegister {
  return resolve(register, actions, actor, now).register;
}
function codeOf(register: LoggedRegister, pupil: string): string | null | undefined {
  return register.marks.find((mark) => mark.pupil === pupil)?.code;
}

describe('resolve', () => {
  it('makes one entry of one action, and every mark lead to it', () => {
    const action = aMark([
      { pupil: amara, code: 'P' },
      { pupil: bao, code: 'L', minutes: 4 },
    ]);
    const { register, entries, results } = resolve(aRegister(), [action], rao, 5_000);
    expect(results).toEqual([{ mid: action.mid, out: 'applied', seq: 1 }]);
    expect(register.marks).toEqual([
      { pupil: amara, code: 'P', ver: 1 },
      { pupil: bao, code: 'L', minutes: 4, ver: 1 },
      { pupil: chloe, code: null, ver: 0 },
    ]);
    expect(entries[0]).toMatchObject({
      seq: 1,
      by: rao.personId,
      role: 'teacher',
      tw: 5_000,
      digest: digestOf(register.marks),
    });
    expect(countMarks(register.marks, 'international')).toMatchObject({ present: 1, late: 1, unmarked: 1 });
  });

  it('answers a repeated action with its first result and writes nothing', () => {
    const action = aMark([{ pupil: amara, code: 'A' }]);
    const once = after(aRegister(), rao, [action]);
    const again = resolve(once, [action], rao, 9_000);
    expect(again.entries).toEqual([]);
    expect(again.results).toEqual([{ mid: action.mid, out: 'applied', seq: 1 }]);
    expect(again.register).toBe(once);
  });

  it('lets a mark made in knowledge of the other win even when its clock is behind', () => {
    const first = after(aRegister(), rao, [aMark([{ pupil: amara, code: 'P' }], { at: 4_000 })]);
    const second = after(first, lind, [
      aMark([{ pupil: amara, code: 'A' }], { at: 3_000, seen: { epoch: 1_000, seq: 1 } }),
    ]);
    expect(codeOf(second, amara)).toBe('A');
  });

  it('lets the later of two marks made without knowing of each other stand, whichever arrives first', () => {
    const early = aMark([{ pupil: amara, code: 'P' }], { at: 2_000 });
    const late = aMark([{ pupil: amara, code: 'A' }], { at: 3_000 });
    expect(codeOf(after(after(aRegister(), rao, [early]), lind, [late]), amara)).toBe('A');
    const { register, results } = resolve(after(aRegister(), lind, [late]), [early], rao, 5_000);
    expect(codeOf(register, amara)).toBe('A');
    expect(results[0]?.out).toBe('superseded');
    expect(register.log[1]).toMatchObject({ out: 'superseded', changes: [{ out: 'superseded' }] });
  });

  it('breaks a tie of times by the greater mid, in either order', () => {
    const [low, high] = [
      aMark([{ pupil: amara, code: 'P' }], { mid: aUuid(1) }),
      aMark([{ pupil: amara, code: 'A' }], { mid: aUuid(2) }),
    ];
    expect(codeOf(after(after(aRegister(), rao, [low]), lind, [high]), amara)).toBe('A');
    expect(codeOf(after(after(aRegister(), lind, [high]), rao, [low]), amara)).toBe('A');
  });

  it('lets a doubtful time lose to a trusted one', () => {
    const doubtful = aMark([{ pupil: amara, code: 'A' }], { at: 4_900, doubtful: true });
    const trusted = aMark([{ pupil: amara, code: 'P' }], { at: 2_000 });
    expect(codeOf(after(after(aRegister(), rao, [doubtful]), lind, [trusted]), amara)).toBe('P');
    expect(codeOf(after(after(aRegister(), lind, [trusted]), rao, [doubtful]), amara)).toBe('P');
  });

  it('counts no time before what was seen and none after now', () => {
    const first = after(aRegister(), rao, [aMark([{ pupil: amara, code: 'P' }])], 5_000);
    const past = resolve(
      first,
      [aMark([{ pupil: bao, code: 'P' }], { at: 1, seen: { epoch: 1_000, seq: 1 } })],
      lind,
      6_000,
    );
    expect(past.entries[0]?.changes[0]?.t).toBe(5_000);
    const future = resolve(first, [aMark([{ pupil: bao, code: 'P' }], { at: 99_000 })], lind, 6_000);
    expect(future.entries[0]?.changes[0]?.t).toBe(6_000);
  });

  it('undoes only what still stands', () => {
    const marked = after(aRegister(), rao, [
      aMark([
        { pupil: amara, code: 'P' },
        { pupil: bao, code: 'P' },
      ]),
    ]);
    const moved = after(marked, lind, [
      aMark([{ pupil: bao, code: 'A' }], { seen: { epoch: 1_000, seq: 1 } }),
    ]);
    const undo = aMark(
      [
        { pupil: amara, code: null, ifVer: 1 },
        { pupil: bao, code: null, ifVer: 1 },
      ],
      { seen: { epoch: 1_000, seq: 2 } },
    );
    const { register, results } = resolve(moved, [undo], rao, 6_000);
    expect(codeOf(register, amara)).toBeNull();
    expect(codeOf(register, bao)).toBe('A');
    expect(results[0]?.out).toBe('partly');
  });

  it('rejects marks on a closed register and takes them again once it is reopened with a reason', () => {
    const close: Action = { ...aMark([]), kind: 'close' };
    const closed = after(aRegister(), rao, [close]);
    expect(closed).toMatchObject({ status: 'closed', statusSet: { by: rao.personId, at: 5_000 } });
    expect(resolve(closed, [aMark([{ pupil: amara, code: 'P' }])], lind, 6_000).results[0]).toMatchObject({
      out: 'rejected',
      reason: 'register_closed',
    });
    const reopened = after(
      closed,
      lind,
      [{ ...aMark([]), kind: 'reopen', reason: 'Bao came in late' }],
      7_000,
    );
    expect(reopened).toMatchObject({
      status: 'open',
      statusSet: { by: lind.personId, reason: 'Bao came in late' },
    });
    expect(codeOf(after(reopened, lind, [aMark([{ pupil: amara, code: 'P' }])]), amara)).toBe('P');
  });

  it('logs a second closing as superseded and keeps who closed it', () => {
    const close = (): Action => ({ ...aMark([]), kind: 'close' });
    const twice = after(after(aRegister(), rao, [close()]), lind, [close()], 8_000);
    expect(twice.statusSet).toMatchObject({ by: rao.personId });
    expect(twice.log[1]?.out).toBe('superseded');
  });

  it('rejects pupils who are not on the roll, unknown codes and what the actor may not do', () => {
    const reasonOf = (action: Action, actor = rao): string | undefined =>
      resolve(aRegister(), [action], actor, 5_000).results[0]?.reason;
    expect(reasonOf(aMark([{ pupil: anId(77), code: 'P' }]))).toBe('not_on_roll');
    expect(reasonOf(aMark([{ pupil: amara, code: 'Q' }]))).toBe('not_allowed');
    expect(reasonOf(aMark([{ pupil: amara, code: 'P' }]), { ...rao, roleFor: () => null })).toBe(
      'not_allowed',
    );
  });

  it('lets pupils join and leave, keeping the log of who was there', () => {
    const roll: Action = {
      ...aMark([]),
      kind: 'roll',
      changes: [
        { pupil: anId(9), roll: 'join' },
        { pupil: bao, roll: 'leave' },
        { pupil: amara, roll: 'join' },
      ],
    };
    const { register, results } = resolve(aRegister(), [roll], rao, 5_000);
    expect(register.marks.map((mark) => mark.pupil)).toEqual([amara, chloe, anId(9)]);
    expect(results[0]?.out).toBe('partly');
  });

  it('is full before the document grows past what a push can bear', () => {
    const full = aRegister({ bytes: logLimit.bytes });
    expect(resolve(full, [aMark([{ pupil: amara, code: 'P' }])], rao, 5_000).results[0]).toMatchObject({
      out: 'rejected',
      reason: 'register_full',
    });
  });
});

describe('corrections, locks and codes', () => {
  const office: Actor = { ...lind, roleFor: () => 'office' };
  const reason = 'Came at nine';
  const closed = (): LoggedRegister => ({ ...aRegister(), status: 'closed' });
  const why = (register: LoggedRegister, actor: Actor, action: Action) =>
    resolve(register, [action], actor, 5_000).results[0];

  it('change a closed register only with a reason, which stands in the log', () => {
    expect(why(closed(), office, aMark([{ pupil: amara, code: 'L' }]))).toMatchObject({
      reason: 'register_closed',
    });
    const { entries, register } = resolve(
      closed(),
      [aMark([{ pupil: amara, code: 'L' }], { reason })],
      office,
      5_000,
    );
    expect(entries[0]).toMatchObject({ out: 'applied', reason });
    expect([register.status, codeOf(register, amara)]).toEqual(['closed', 'L']);
  });

  it('refuse a teacher from the moment of the lock on, and nobody else', () => {
    const register = { ...aRegister(), lockAt: 5_000 };
    const mark = aMark([{ pupil: amara, code: 'P' }]);
    expect(why(register, rao, mark)).toMatchObject({ out: 'rejected', reason: 'register_locked' });
    expect(resolve(register, [mark], rao, 4_999).results[0]).toMatchObject({ out: 'applied' });
    expect(why(register, office, mark)).toMatchObject({ out: 'applied' });
    expect(why({ ...register, lockAt: null }, rao, mark)).toMatchObject({ out: 'applied' });
  });

  it('refuse a teacher the codes that are the office’s, one by one', () => {
    const register = { ...aRegister(), codeSet: 'england' };
    const { entries, results } = resolve(
      register,
      [
        aMark([
          { pupil: amara, code: 'C1' },
          { pupil: bao, code: '/' },
        ]),
      ],
      rao,
      5_000,
    );
    expect(results[0]).toMatchObject({ out: 'partly' });
    expect(entries[0]?.changes.map((change) => change.out)).toEqual(['rejected', 'applied']);
    expect(why(register, rao, aMark([{ pupil: amara, code: 'C1' }]))).toMatchObject({
      reason: 'not_allowed',
    });
    expect(why(register, office, aMark([{ pupil: amara, code: 'C1' }]))).toMatchObject({ out: 'applied' });
    const granted: Actor = { ...rao, isGranted: (pupil, code) => pupil === amara && code === 'C1' };
    expect(why(register, granted, aMark([{ pupil: amara, code: 'C1' }]))).toMatchObject({ out: 'applied' });
    expect(why(register, granted, aMark([{ pupil: bao, code: 'C1' }]))).toMatchObject({ out: 'rejected' });
  });

  it('refuse a code without the reason it needs', () => {
    learnCodes('own', [
      { letter: 'P', category: 'present' },
      { letter: 'X', category: 'excused', needsReason: true },
    ]);
    const register = { ...aRegister(), codeSet: 'own' };
    expect(why(register, rao, aMark([{ pupil: amara, code: 'X' }]))).toMatchObject({
      reason: 'reason_needed',
    });
    expect(why(register, rao, aMark([{ pupil: amara, code: 'X', note: 'Interview' }]))).toMatchObject({
      out: 'applied',
    });
  });
});

describe('a time in doubt', () => {
  it('is not handed on to a later mark of the same hand whose own time is sure', () => {
    const register = aRegister({ epoch: 1_000 });
    const me = { personId: anId(101), clientId: aUuid(1_001), roleFor: () => 'teacher' };
    const other = { personId: anId(102), clientId: aUuid(1_002), roleFor: () => 'teacher' };
    const seen = { epoch: 1_000, seq: 0 };
    const mark = (code: string, fields: object) => aMark([{ pupil: anId(1), code }], { seen, ...fields });
    const wrong = resolve(register, [mark('P', { n: 1, at: 900_000, doubtful: true })], me, 20_000);
    const sure = resolve(wrong.register, [mark('A', { n: 2, at: 5_000 })], me, 20_000);
    const newer = resolve(sure.register, [mark('L', { n: 1, at: 9_000 })], other, 20_000);
    expect(newer.register.marks[0]).toMatchObject({ code: 'L' });
  });
});
