import type { accessContract, identityContract, securityContract } from '@quad/shared/identity';
import { asked, everyone, self, type Grants } from '../grants';
import type { Row, RowsOf } from '../row';
import { password } from '../../testing/test-app';

/** Without any role, or with one that sleeps, there is still an account to look after. */
const anybody = {
  ...{ ...everyone, formerMember: ['own'] },
  ...{ sleepingDistrictAdmin: ['own'], sleepingSchoolAdmin: ['own'] },
} satisfies Grants;
/** Somebody’s device is nobody’s but theirs, whatever else they may. */
const ownDevice: Grants = { ...asked(anybody), ...self };
const wrongCode = { body: { code: 'ZZZZ-ZZZZ-ZZZZ' } };

export const identityRows: RowsOf<typeof identityContract> = {
  signIn: {
    about: 'me',
    may: {},
    // a name nobody has, another one each time: what is tried too often is refused otherwise
    ask: (_thing, { n }) => ({ body: { login: `nobody-${n}`, password: 'no such password' } }),
    always: 401,
  },
  refresh: { about: 'me', may: anybody, again: ['sessions'] },
  // with its cookie it would end the session the other cells need
  signOut: { about: 'me', may: {}, ask: () => ({ headers: { cookie: '' } }), always: 204 },
  signOutEverywhere: { about: 'me', may: anybody, again: ['sessions'], last: true },
  me: { about: 'me', may: anybody },
};

export const accessRows: RowsOf<typeof accessContract> = {
  lookAtCode: { about: 'me', may: {}, ask: () => wrongCode, always: 422 },
  start: {
    about: 'me',
    may: {},
    ask: () => ({ body: { ...wrongCode.body, password: 'purple donkeys eat umbrellas' } }),
    always: 422,
  },
  askReset: {
    about: 'me',
    may: {},
    ask: (_thing, { n }) => ({ body: { login: `nobody-${n}` } }),
    always: 204,
  },
  makeCode: {
    about: 'me',
    may: {},
    ask: (thing) => ({ body: { login: thing.spareLogin }, headers: { authorization: 'Bearer guessed' } }),
    always: 401,
  },
};

/** Nobody here has a second factor: whoever may is told that there is nothing to do. */
const nothingToDo: Row = { about: 'me', may: anybody, but: () => 409 };

export const securityRows: RowsOf<typeof securityContract> = {
  myDevices: { about: 'me', may: anybody },
  signOutDevice: { about: 'pupil', may: ownDevice, refused: 404, again: ['sessions'] },
  prove: { about: 'me', may: anybody, ask: () => ({ body: { password } }) },
  changePassword: {
    about: 'me',
    may: anybody,
    ask: () => ({ body: { password, newPassword: 'purple donkeys eat umbrellas' } }),
    again: ['people', 'sessions'],
    last: true,
  },
  mySecondFactor: { about: 'me', may: anybody },
  beginSecondFactor: { about: 'me', may: anybody, again: ['second_factors'] },
  confirmSecondFactor: { ...nothingToDo, ask: () => ({ body: { code: '000000' } }) },
  endSecondFactor: nothingToDo,
  newRecoveryCodes: nothingToDo,
};
