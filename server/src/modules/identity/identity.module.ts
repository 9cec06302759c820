import { identityContract } from '@quad/shared/identity';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import { identitySubscribers } from './identity.subscribers';
import { presentMe } from './me';
import { GuardianshipModel, MembershipModel, PersonModel, SessionModel } from './person.model';
import { endSession, refreshSession } from './sessions';
import { signIn } from './sign-in';
import { signOutEverywhere } from './sign-out-everywhere';

const identityRoutes = routes(identityContract, {
  signIn: (ctx, { body }) => signIn(ctx, body),
  refresh: async (ctx) => {
    await refreshSession(ctx);
    return { ok: true as const };
  },
  signOut: async (ctx) => {
    await endSession(ctx);
    return undefined;
  },
  signOutEverywhere: (ctx) => signOutEverywhere(ctx),
  me: (ctx) => Promise.resolve(presentMe(ctx)),
});

export const identityModule: Module = {
  name: 'identity',
  routes: identityRoutes,
  models: [PersonModel, MembershipModel, GuardianshipModel, SessionModel],
  subscribers: identitySubscribers,
};
