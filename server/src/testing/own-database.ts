import { randomBytes } from 'node:crypto';

/** The address of a database that no other test file uses, on the MongoDB of this test run. */
export function ownDatabase(): string {
  const uri = new URL(process.env.MONGODB_URI ?? ''); // eslint-disable-line no-restricted-properties -- the databases of this test run
  uri.pathname = `/quad_${randomBytes(6).toString('hex')}`;
  return uri.href;
}
