import { z } from 'zod';
import { firstAdmin, me, typedCode } from '../identity';
import { endpoint } from '../platform';
import { name, timeZone } from './fields';

export const setUp = z.strictObject({
  /** as the console says it */
  code: typedCode,
  district: z.strictObject({ name, timeZone }),
  admin: firstAdmin,
});
export type SetUp = z.output<typeof setUp>;

/** The first minutes of an installation without a district; afterwards there is nothing here. */
export const setUpContract = {
  setUpNeeded: endpoint({
    method: 'GET',
    path: '/set-up',
    summary: 'Whether this installation waits for its district',
    permission: 'public',
    response: z.object({ needed: z.boolean() }),
  }),
  setUp: endpoint({
    method: 'POST',
    path: '/set-up',
    summary: 'Make the district and its first admin, and sign in',
    permission: 'public',
    body: setUp,
    response: me,
    // works once, and the answer comes with cookies
    ownRepeats: true,
    errors: ['code_unusable', 'not_found', 'busy'],
  }),
};
