import { z } from 'zod';
import { endpoint } from '../platform';
import { me, signIn } from './identity.dto';

export const identityContract = {
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    summary: 'Sign in; the session comes in httpOnly cookies',
    permission: 'public',
    body: signIn,
    response: me,
    errors: ['wrong_credentials', 'code_needed', 'wrong_code', 'too_many_attempts', 'busy'],
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/session/refresh',
    summary: 'Exchange the refresh cookie for a new pair',
    permission: 'public',
    response: z.object({ ok: z.literal(true) }),
    // whose it is stands in a cookie, and a rotation may be asked for again
    ownRepeats: true,
    errors: ['signed_out'],
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out here',
    permission: 'public',
    response: null,
  }),
  signOutEverywhere: endpoint({
    method: 'DELETE',
    path: '/sessions',
    summary: 'Sign out on every device; their sockets close at once',
    permission: 'session:own',
    response: z.object({ ended: z.int() }),
  }),
  me: endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Who I am, what I may do, and the district’s clock',
    permission: 'session:own',
    response: me,
  }),
};
