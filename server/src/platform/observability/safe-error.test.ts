import { expect, it } from 'vitest';
import { safeError } from './safe-error';

it.each([
  [
    'E11000 duplicate key error collection: quad.people index: login_1 dup key: { login: "ada.byron" }',
    'login_1',
  ],
  ['Cast to string failed for value "{ ada: 1 }" (type Object) at path "login"', 'Cast to string'],
  ['Unexpected token \'a\', "{"login":ada"... is not valid JSON', 'is not valid JSON'],
  ['all recipients were rejected: 550 <ada@example.org> unknown', '550 <…@…> unknown'],
  ['connect ECONNREFUSED smtps://ada:secret@mail.example.org', 'ECONNREFUSED'],
  ['filter was\n{ name: ada }', 'filter was'],
  ['Document { name: ada', 'Document'],
])('keeps what went wrong and leaves out whom it was about: %s', (message, kept) => {
  const safe = safeError(
    Object.assign(new Error(message), { keyValue: { login: 'ada' }, body: 'ada', code: 11000 }),
  );
  expect(safe.message).toContain(kept);
  expect(JSON.stringify(safe)).not.toMatch(/ada|secret/);
  expect(safe).toMatchObject({ type: 'Error', code: 11000, stack: expect.stringContaining('at ') });
});

it('goes a few causes deep and takes whatever is thrown', () => {
  const error = new Error('outer', { cause: new TypeError('for "ada"') });
  expect(safeError(error)).toMatchObject({
    message: 'outer',
    cause: { type: 'TypeError', message: 'for "…"' },
  });
  const round = new Error('round');
  round.cause = round;
  expect(JSON.stringify(safeError(round)).match(/round/g)).toHaveLength(4);
  expect(safeError('ada')).toMatchObject({ type: 'string', message: 'not an error' });
});
