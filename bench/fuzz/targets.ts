import * as attendance from '@quad/shared/attendance';
import * as audit from '@quad/shared/audit';
import * as identity from '@quad/shared/identity';
import * as imports from '@quad/shared/imports';
import * as notifications from '@quad/shared/notifications';
import { type Contract, type Endpoint } from '@quad/shared/platform';
import * as schools from '@quad/shared/schools';

export interface Target {
  name: string;
  endpoint: Endpoint;
  /** how often it is asked compared with others */
  weight: number;
}

/** They cost a hash each, end the very session that asks, or change the day for everybody. */
const seldom = new Set(['signIn', 'start', 'prove', 'changePassword', 'createDistrict', 'setUp', 'signOut']);
const seldomest = new Set([
  'signOutEverywhere',
  'archiveSchool',
  'setClock',
  'endAdmins',
  'rollOver',
  'erasePerson',
]);

/** Every route of every contract; one that is added is asked from then on. */
export const targets: readonly Target[] = [attendance, audit, identity, imports, notifications, schools]
  .flatMap((area) => Object.entries(area))
  .filter(([name]) => name.endsWith('Contract'))
  .flatMap(([, contract]) => Object.entries(contract as Contract))
  .map(([name, endpoint]) => ({
    name,
    endpoint,
    weight: seldomest.has(name) ? 1 : seldom.has(name) ? 3 : 12,
  }));
