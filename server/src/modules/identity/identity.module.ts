import { accessContract, identityContract, securityContract } from '@quad/shared/identity';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import { DeviceModel, PersonCodeModel } from './access.model';
import { askReset } from './ask-reset';
import { changePassword } from './change-password';
import { identitySubscribers } from './identity.subscribers';
import { dangerouslyMakeCode } from './make-operator-code';
import { presentMe } from './me';
import { myDevices, signOutDevice } from './my-devices';
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  makeRecoveryCodes,
  mySecondFactor,
} from './my-second-factor';
import { GuardianshipModel, MembershipModel, PersonModel, SessionModel } from './person.model';
import { prove } from './prove';
import { resealSecondFactors } from './reseal';
import { SecondFactorModel } from './second-factor.model';
import { endSession, refreshSession } from './sessions';
import { signIn } from './sign-in';
import { signOutEverywhere } from './sign-out-everywhere';
import { lookAtCode, start } from './start';
import { identityPersonal } from './identity.personal';

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

const securityRoutes = routes(securityContract, {
  myDevices: (ctx) => myDevices(ctx),
  signOutDevice: (ctx, { params }) => signOutDevice(ctx, params.sessionId),
  prove: (ctx, { body }) => prove(ctx, body),
  changePassword: (ctx, { body }) => changePassword(ctx, body),
  mySecondFactor: (ctx) => mySecondFactor(ctx),
  beginSecondFactor: (ctx) => beginSecondFactor(ctx),
  confirmSecondFactor: (ctx, { body }) => confirmSecondFactor(ctx, body.code),
  endSecondFactor: (ctx) => endSecondFactor(ctx),
  newRecoveryCodes: (ctx) => makeRecoveryCodes(ctx),
});

export const identityModule: Module = {
  name: 'identity',
  routes: [...identityRoutes, ...accessRoutes, ...securityRoutes],
  models: [
    PersonModel,
    MembershipModel,
    GuardianshipModel,
    SessionModel,
    PersonCodeModel,
    DeviceModel,
    SecondFactorModel,
  ],
  jobs: [{ name: 'identity:reseal', every: '1 hour', run: resealSecondFactors }],
  subscribers: identitySubscribers,
  personal: identityPersonal,
  topics: { me: (ctx, personId) => Promise.resolve(personId === ctx.actor.personId) },
};
