import { MongoBulkWriteError, MongoNetworkError, MongoServerError } from 'mongodb';
import { expect, it } from 'vitest';
import { isDatabaseAway } from './failures';

it('takes a connection that was reset in mid-write for a database that is away, and a refused write for none', () => {
  // found by `npm run torture`: the driver does not wrap it, and people were told of an internal error
  const reset = Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET', syscall: 'write' });
  expect(isDatabaseAway(reset)).toBe(true);
  expect(isDatabaseAway(new MongoServerError({ message: 'E11000', code: 11_000 }))).toBe(false);
  expect(isDatabaseAway(new TypeError('a mistake of ours'))).toBe(false);
});

it('looks into a bulk write for what ended it', () => {
  const closed = new MongoNetworkError('connection 7 to 127.0.0.1:27017 closed');
  expect(isDatabaseAway(new MongoBulkWriteError(closed, {} as never))).toBe(true);
  const doubled = { message: 'E11000', code: 11_000, writeErrors: [] };
  expect(isDatabaseAway(new MongoBulkWriteError(doubled, {} as never))).toBe(false);
});
