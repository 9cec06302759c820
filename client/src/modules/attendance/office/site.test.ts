import { beforeEach, describe, expect, test } from 'vitest';
import type { OnSite, Rollcall } from '@quad/shared/attendance';
import { countSite, keepSite, readSite, withTap, without, wordsOf } from './site';

const [ada, bao, cleo] = ['a', 'b', 'c'].map((letter) => letter.repeat(24)) as [string, string, string];
const check = (personId: string, safe: boolean, at: number, by = 'Mr Lind'): Rollcall['checks'][number] => ({
  ...{ personId, safe, at, by },
});

describe('what two wardens say of one person', () => {
  test('the later moment stands, whoever’s it is and whichever arrived first', () => {
    const words = wordsOf(
      [check(ada, true, 100), check(bao, true, 300)],
      [
        { personId: ada, safe: false, at: 200 },
        { personId: bao, safe: false, at: 200 },
      ],
    );
    expect(words.get(ada)).toEqual({ safe: false, at: 200, by: null });
    expect(words.get(bao)).toEqual({ safe: true, at: 300, by: 'Mr Lind' });
  });

  test('what the server has said at the same moment is not waiting any more', () => {
    expect(wordsOf([check(ada, true, 100)], [{ personId: ada, safe: true, at: 100 }]).get(ada)?.by).toBe(
      'Mr Lind',
    );
  });
});

describe('taps that wait for a network', () => {
  test('tapping again takes the place of what waits, so only the last word is sent', () => {
    const taps = withTap(withTap([], { personId: ada, safe: true, at: 1 }), {
      personId: ada,
      safe: false,
      at: 2,
    });
    expect(taps).toEqual([{ personId: ada, safe: false, at: 2 }]);
  });

  test('a tap made while others were under way still waits when they have arrived', () => {
    const sent = [
      { personId: ada, safe: true, at: 1 },
      { personId: bao, safe: true, at: 1 },
    ];
    const meanwhile = withTap(sent, { personId: ada, safe: false, at: 5 });
    expect(without(meanwhile, sent)).toEqual([{ personId: ada, safe: false, at: 5 }]);
  });
});

describe('the figures', () => {
  const people: OnSite['people'] = [
    { personId: ada, name: 'Ada', state: 'onSite', seen: null },
    { personId: bao, name: 'Bao', state: 'unknown', seen: null },
    { personId: cleo, name: 'Cleo', state: 'away', seen: null },
  ];

  test('who is away is not missed, and whoever is safe is neither missing nor unknown', () => {
    expect(countSite(people, new Map())).toEqual({ safe: 0, missing: 1, unknown: 1, away: 1, onSite: 1 });
    const words = wordsOf([check(ada, true, 1), check(bao, true, 1), check(cleo, true, 1)], []);
    expect(countSite(people, words)).toEqual({ safe: 3, missing: 0, unknown: 0, away: 0, onSite: 1 });
  });

  test('a word taken back makes somebody missing again', () => {
    const words = wordsOf([check(ada, true, 1)], [{ personId: ada, safe: false, at: 2 }]);
    expect(countSite(people, words)).toMatchObject({ safe: 0, missing: 1 });
  });
});

describe('what a device keeps', () => {
  const school = '5'.repeat(24);
  const list: OnSite = {
    ...{ schoolId: school, schoolName: 'Harbour Academy', now: 1, timeZone: 'UTC', version: '1' },
    people: [],
    rollcall: null,
  };
  beforeEach(() => localStorage.clear());

  test('belongs to one person: the next on this device finds nothing', () => {
    keepSite(school, ada, { list, taps: [{ personId: bao, safe: true, at: 1 }], startedAt: null });
    expect(readSite(school, ada)?.taps).toHaveLength(1);
    expect(readSite(school, cleo)).toBeNull();
  });

  test('is dropped when it cannot be read', () => {
    localStorage.setItem(`quad.site.${school}.${ada}`, '{"list":');
    expect(readSite(school, ada)).toBeNull();
    localStorage.setItem(`quad.site.${school}.${ada}`, '{"list":{"people":"all"}}');
    expect(readSite(school, ada)).toBeNull();
  });
});
