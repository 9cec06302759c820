import { uuid } from '@quad/shared/platform';
import { describe, expect, it } from 'vitest';
import { midOf } from '../city/take-register';
import { generatedNames } from './names';
import { namedUuid, seeded } from './seeded';

describe('the mid of an act', () => {
  const lesson = { schoolCode: '01M015', number: 1, date: '2015-03-04' };

  it('is a UUID the API accepts', () => {
    expect(uuid.safeParse(midOf(lesson, 'mark')).success).toBe(true);
  });

  it('is the same whenever the act is the same', () => {
    expect(midOf({ ...lesson }, 'mark')).toBe(midOf(lesson, 'mark'));
    expect(namedUuid('')).toBe('e3b0c442-98fc-8c14-9afb-f4c8996fb924');
  });

  it('is another for another act, class, school or day', () => {
    const others = [{ number: 2 }, { schoolCode: '01M019' }, { date: '2015-03-05' }].map((other) =>
      midOf({ ...lesson, ...other }, 'mark'),
    );
    expect(new Set([midOf(lesson, 'mark'), midOf(lesson, 'close'), ...others]).size).toBe(5);
  });
});

describe('what is drawn', () => {
  it('is the same for the same seed and lies in [0, 1)', () => {
    const [a, b] = [seeded('x'), seeded('x')];
    const drawn = Array.from({ length: 1_000 }, () => a());
    expect(drawn).toEqual(Array.from({ length: 1_000 }, () => b()));
    expect(drawn.every((n) => n >= 0 && n < 1)).toBe(true);
  });

  it('gives a school of 6,000 as many different names', () => {
    const names = generatedNames(6_000, '01M015').map(
      ({ givenName, familyName }) => `${givenName} ${familyName}`,
    );
    expect(new Set(names).size).toBe(6_000);
    expect(names.every((name) => /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name))).toBe(true);
  });
});
