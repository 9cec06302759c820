import { expect, test } from 'vitest';
import { boardParams } from './board';

test('an address that means nothing is read as the plain board', () => {
  expect(boardParams(new URLSearchParams('sort=colour&page=-3&q=%20'))).toEqual({});
  expect(boardParams(new URLSearchParams('sort=submitted&page=2&q=linden'))).toEqual({
    sort: 'submitted',
    page: 2,
    q: 'linden',
  });
});
