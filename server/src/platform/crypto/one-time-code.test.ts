import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { codeHash, codeOf, readCode } from './one-time-code';

const key = createSecretKey(Buffer.alloc(32, 1));

it('a code is the same for the same id and key, and for no other', () => {
  const code = codeOf('a', key);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(codeOf('a', key)).toBe(code);
  expect(codeOf('b', key)).not.toBe(code);
  expect(codeOf('a', createSecretKey(Buffer.alloc(32, 2)))).not.toBe(code);
  expect(codeHash(code, key)).not.toContain(code);
});

it('is read however it is typed, and nothing else is', () => {
  expect(readCode(' o1i2 l3zz–abcd ')).toBe('0112-13ZZ-ABCD');
  expect(readCode('0112-13ZZ-ABCD')).toBe('0112-13ZZ-ABCD');
  for (const none of ['', '0112-13ZZ-ABC', '0112-13ZZ-ABCDE', '0112-13ZZ-ABCU', '0112-13ZZ-ABC!'])
    expect(readCode(none)).toBeNull();
});
