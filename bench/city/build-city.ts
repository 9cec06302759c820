import { schoolsContract } from '@quad/shared/schools';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { say } from '../../deploy/local/say.mjs';
import { Api, ApiRefusal } from '../support/api';
import { bounded } from '../support/bounded';
import { classSizes, generatedSchool, schoolYearOf } from '../support/generated-school';
import { isAway } from '../support/patience';
import type { Session } from '../support/session';
import type { SchoolDay } from './attendance-row';
import type { City } from './data-folder';
import type { CityOptions } from './options';
import type { Tally } from './tally';

export const adminLogin = 'city.admin';
const timeZone = 'America/New_York';
/** just after the first bell: every register is due, and the board is seen to fill */
const opensAt = '08:45';

/** The district through the operator's door, its admin signed in, and its clock on the morning of the day. */
export async function openDistrict(api: Api, city: City, date: string): Promise<Session> {
  const admin = { givenName: 'City', familyName: 'Admin', login: adminLogin, password: city.adminPassword };
  // a server that isn't there now was most likely never started, so nobody is kept waiting
  const door = new Api(api.server, { connections: 1, patienceMs: 0 });
  try {
    await door.call(
      schoolsContract.createDistrict,
      { body: { code: 'nyc', name: 'New York City', timeZone, admin, adminsNeedSecondFactor: false } },
      city,
    );
  } catch (error) {
    if (isAway(error))
      throw new Refusal(
        `Nobody answers at ${api.server.origin}: start Quad with \`npm start\`, or name its address with --url.`,
      );
    if (error instanceof ApiRefusal && error.status === 401)
      throw new Refusal(
        `The server at ${api.server.origin} has another operator key than ${city.dataDir}: set DATA_DIR to the folder it runs on.`,
      );
    throw error;
  } finally {
    door.close();
  }
  const { session } = await api.signIn(adminLogin, city.adminPassword).catch((error: unknown) => {
    if (error instanceof ApiRefusal && error.code === 'wrong_credentials')
      throw new Refusal(
        `${adminLogin} has another password than city.json in ${city.dataDir} says: put the earlier city.json back, or begin with an empty DATA_DIR.`,
      );
    throw error;
  });
  await api.call(schoolsContract.setClock, { body: { kind: 'set', date, time: opensAt } }, session);
  return session;
}

/** Imports every school. @returns their ids by code, without those that were refused */
export async function importSchools(
  api: Api,
  admin: Session,
  city: City,
  schools: readonly SchoolDay[],
  options: CityOptions,
  tally: Tally,
): Promise<Map<string, string>> {
  const { pupils, concurrency, date } = options;
  const ids = new Map<string, string>();
  const each = classSizes(pupils).length;
  say(
    `Importing ${schools.length} schools with ${pupils} pupils and ${each} teachers each; a new teacher costs a third of a second of hashing.`,
  );
  await bounded(schools, concurrency, ({ code, name, borough }) =>
    tally.attempt(`School ${code} was not imported`, async () => {
      const school = generatedSchool(
        { code, name, group: borough, timeZone, pupils, schoolYear: schoolYearOf(date) },
        city.passwordOf,
      );
      const { schoolId } = await api.call(schoolsContract.importSchool, { body: school }, admin);
      ids.set(code, schoolId);
    }),
  );
  return ids;
}
