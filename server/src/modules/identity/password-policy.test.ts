import { anyPassword } from '@quad/shared/identity';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../platform/http/failure';
import { checkPassword } from './password-policy';

const owner = { login: 'rao', givenName: 'Priya', familyName: 'Rao' };
const refusal = (password: string, more: object = {}): string => {
  try {
    checkPassword(password, { ...owner, ...more }, { places: ['Harbour Lane School', 'Riverside Schools'] });
    return '';
  } catch (error) {
    return error instanceof Failure ? (error.errors?.[0]?.message ?? '') : String(error);
  }
};

describe('a new password', () => {
  it.each([
    'a long enough password',
    'twelve letters and more',
    'a district arrives',
    'babofego-kalodune-rosatefi-42',
    'nE7xwQkUzv0bTtJmMeWdLq1c',
    'purple giraffe under ladders',
    'жёлтый трамвай у моря',
    'grace 84719305 41',
  ])('may be “%s”: no kind of character is asked for', (password) => {
    expect(refusal(password)).toBe('');
  });

  it('has twelve characters, or eight beside a one-time code, however they are encoded', () => {
    expect(refusal('tulip-vamo')).toMatch(/at least 12 characters, or 8/);
    expect(refusal('tulip-vamo', { secondFactor: true })).toBe('');
    expect(refusal('vamo-tu', { secondFactor: true })).toMatch(/at least 12/);
    expect(refusal('e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301')).toMatch(/at least 12/);
  });

  it.each([
    'iloveyouforever',
    'iloveyou123456789',
    'Correct Horse Battery Staple',
    'Password1234!',
    'P4$$w0rd-2026',
    'qwertyuiop12',
    'football-football',
    '!!sunshine!!99',
    'aaaaaaaaaaaa',
    'abcabcabcabcabc',
    '123456789012',
    '098765432109',
    'abcdefghijklmnop',
  ])('is not one that is tried first, as “%s”', (password) => {
    expect(refusal(password)).toMatch(/tried first/);
  });

  it.each(['Priya-Rao-2026', 'harbourlaneschool', 'Harbour-Lane-1', 'quadquadquad1', 'riverside2026'])(
    'is not a name that others know, as “%s”',
    (password) => {
      expect(refusal(password)).toMatch(/a name that others know/);
    },
  );

  it('is told that it has too many bytes, not cut', () => {
    expect(anyPassword.safeParse('ж'.repeat(36)).success).toBe(true);
    expect(anyPassword.safeParse('ж'.repeat(37)).error?.issues[0]?.message).toMatch(/longer than 72 bytes/);
  });
});
