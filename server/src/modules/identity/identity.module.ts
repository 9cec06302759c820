import { accessContract, identityContract } from '@quad/shared/identity';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import { DeviceModel, PersonCodeModel } from './access.model';
import { askReset } from './ask-reset';
import { identitySubscribers } from './identity.subscribers';
import { dangerouslyMakeCode } from './make-operator-code';
import { presentMe } from './me';
import { GuardianshipModel, MembershipModel, PersonModel, SessionModel } from './person.model';
import { endSession, refreshSession } from './sessions';
import { signIn } from './sign-in';
import { signOutEverywhere } from './sign-out-everywhere';
import { lookAtCode, start } from './start';

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

const accessRoutes = routes(accessContract, {
  lookAtCode: (ctx, { body }) => lookAtCode(ctx, body.code),
  start: (ctx, { body }) => start(ctx, body),
  askReset: (ctx, { body }) => askReset(ctx, body.login),
  makeCode: (ctx, { body }) => dangerouslyMakeCode(ctx, body.login),
});

export const identityModule: Module = {
  name: 'identity',
  routes: [...identityRoutes, ...accessRoutes],
  models: [PersonModel, MembershipModel, GuardianshipModel, SessionModel, PersonCodeModel, DeviceModel],
  subscribers: identitySubscribers,
  topics: { me: (ctx, personId) => Promise.resolve(personId === ctx.actor.personId) },
};
