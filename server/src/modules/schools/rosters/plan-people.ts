import { email as emailField, login as loginField } from '@quad/shared/identity';
import { longest } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import { displayName, loginHolders, peopleByCode, type PersonWrite, type RosterPerson } from '../../identity';
import { changesOf, tooLong } from './changes';
import { anyRole, givenRow, giveRole, type Given } from './given-roles';
import { isActive, isEnding, quadRole, spotOf, type Roster } from './roster';
import type { RosterRow } from './roster-row.model';
import type { NewRow } from './staged-rows';
import { agentsByHand } from './tables';
import { listed, truthOf } from './values';

/** People by their ids, with the roles that 1.1 says in the same row. */
export async function planPeople(roster: Roster): Promise<void> {
  for await (const rows of roster.rows.batches('users')) {
    const logins = rows.map(({ link }) => link).filter((login) => login !== '');
    const [standing, holders, same] = await Promise.all([
      peopleByCode(
        roster.districtId,
        rows.map(({ key }) => key),
      ),
      loginHolders(logins),
      roster.rows.linked('users', logins),
    ]);
    const batch = new PeopleBatch(roster, standing, (row) => {
      const holder = holders.get(row.link);
      const first = same.get(row.link)?.find(({ refused }) => refused !== true);
      return (holder === undefined || holder === standing.get(row.key)?._id) && first?._id === row._id;
    });
    for (const row of rows) await batch.take(row);
    await batch.flush();
    roster.compared(rows.length);
  }
}

class PeopleBatch {
  readonly #refused: RosterRow[] = [];
  readonly #leaving: NewRow[] = [];
  readonly #agents: NewRow[] = [];
  readonly #given: Given[] = [];

  constructor(
    readonly roster: Roster,
    readonly standing: ReadonlyMap<string, RosterPerson>,
    readonly mayHaveLogin: (row: RosterRow) => boolean,
  ) {}

  async take(row: RosterRow): Promise<void> {
    if (row.refused === true) return;
    const { roster } = this;
    const { key, line, fields } = row;
    const person = this.standing.get(key);
    if (await isEnding(roster, row)) {
      this.#leaving.push({ key, link: '', line, fields: {} });
      if (person === undefined) roster.same('person');
      return;
    }
    if (!(await this.#isWhole(row))) {
      this.#refused.push(row);
      this.#given.push({ row, user: key, schoolId: null, role: anyRole });
      return;
    }
    await this.#plan(row, person);
    const agents = [fields.agentSourcedIds ?? '', fields[agentsByHand] ?? ''];
    if (agents.some((each) => each !== ''))
      this.#agents.push({
        ...{ key, link: '', line },
        fields: { agents: agents[0] ?? '', byHand: agents[1] ?? '' },
      });
    if (roster.version === '1.1') await this.#giveRoles(row);
  }

  async #giveRoles(row: RosterRow): Promise<void> {
    const { role = '', orgSourcedIds } = row.fields;
    const given: Given[] = [];
    for (const org of listed(orgSourcedIds))
      given.push(...(await giveRole(this.roster, row, { user: row.key, org, role })));
    if (given.length === 0 && quadRole(role) !== undefined)
      await this.roster.warn(spotOf(row), 'roleAboveSchools', { column: 'orgSourcedIds', value: role });
    this.#given.push(...given);
  }

  async flush(): Promise<void> {
    const { rows } = this.roster;
    await Promise.all([
      rows.markRefused(this.#refused),
      rows.add('leaving', this.#leaving),
      rows.add('agents', this.#agents),
      rows.add('given', this.#given.map(givenRow)),
    ]);
  }

  async #isWhole(row: RosterRow): Promise<boolean> {
    const { roster } = this;
    const { fields } = row;
    const spot = spotOf(row);
    const missing = ['givenName', 'familyName'].find((column) => (fields[column] ?? '') === '');
    if (missing !== undefined)
      await roster.refuse(spot, 'missingValue', { column: missing, about: { column: missing } });
    else if (await tooLong(roster, row, { givenName: longest.personName, familyName: longest.personName }))
      return false;
    else if (roster.version === '1.1') return this.#hasRole(row);
    else return true;
    return false;
  }

  async #hasRole(row: RosterRow): Promise<boolean> {
    const { roster } = this;
    const { role = '', orgSourcedIds } = row.fields;
    const orgs = listed(orgSourcedIds);
    const spot = spotOf(row);
    const isKnown = orgs.some((org) => roster.schools.has(org) || roster.aboveSchools.has(org));
    if (role === '') await roster.refuse(spot, 'missingValue', { column: 'role', about: { column: 'role' } });
    else if (quadRole(role) === undefined && !/^ext:/i.test(role))
      await roster.refuse(spot, 'unknownRole', { column: 'role', value: role });
    else if (orgs.length === 0)
      await roster.refuse(spot, 'missingValue', {
        column: 'orgSourcedIds',
        about: { column: 'orgSourcedIds' },
      });
    else if (!isKnown)
      await roster.refuse(spot, 'unknownSchool', { column: 'orgSourcedIds', value: orgs.join(', ') });
    else return true;
    return false;
  }

  async #plan(row: RosterRow, person: RosterPerson | undefined): Promise<void> {
    const { roster } = this;
    const { givenName = '', familyName = '' } = row.fields;
    const login = await this.#loginOf(row);
    const email = await this.#emailOf(row);
    const enabled = await this.#enabledOf(row, person);
    const set = {
      ...{ givenName, familyName },
      ...(login !== undefined && { login }),
      ...(email !== undefined && { email }),
      ...(row.ext !== undefined && { ext: row.ext }),
      ...(enabled === false && { disabled: true }),
      ...(enabled === true && person?.disabled === true && { disabled: false }),
    };
    const fields = changesOf(person, set);
    if (person !== undefined && fields.length === 0) {
      roster.same('person');
      return;
    }
    const write: PersonWrite = { _id: person?._id ?? newId(), code: row.key, set };
    await roster.reading.plan({
      ...{ thing: 'person', op: person === undefined ? 'add' : 'change', key: row.key },
      ...{ label: displayName({ givenName, familyName }), file: 'users.csv', line: row.line, fields, write },
    });
  }

  /** undefined: the sign-in name stays as it is */
  async #loginOf(row: RosterRow): Promise<string | undefined> {
    const login = row.link;
    if (login === '') return undefined;
    const facts = { column: 'username', value: login };
    if (!loginField.safeParse(login).success) await this.roster.warn(spotOf(row), 'loginUnfit', facts);
    else if (!this.mayHaveLogin(row)) await this.roster.warn(spotOf(row), 'loginTaken', facts);
    else return login;
    return undefined;
  }

  async #emailOf(row: RosterRow): Promise<string | undefined> {
    const { email } = row.fields;
    if (email === undefined) return undefined;
    if (emailField.safeParse(email).success) return email;
    await this.roster.warn(spotOf(row), 'emailUnfit', { column: 'email', value: email });
    return undefined;
  }

  async #enabledOf(row: RosterRow, person: RosterPerson | undefined): Promise<boolean | undefined> {
    const { enabledUser, givenName = '', familyName = '' } = row.fields;
    if (enabledUser === undefined) return undefined;
    const enabled = truthOf(enabledUser);
    const facts = { column: 'enabledUser', value: enabledUser };
    if (enabled === null) await this.roster.warn(spotOf(row), 'notTrueOrFalse', facts);
    if (enabled !== false || person?._id !== this.roster.reading.by) return enabled ?? undefined;
    const about = { name: displayName({ givenName, familyName }) };
    await this.roster.warn(spotOf(row), 'ownAccountKept', { ...facts, about });
    return undefined;
  }
}

/** The roles of 1.2, which has them in a file of their own. */
export async function readRoles(roster: Roster): Promise<void> {
  for await (const rows of roster.rows.batches('roles')) {
    const users = rows.map(({ link }) => link);
    const [inFile, standing] = await Promise.all([
      roster.rows.find('users', users),
      peopleByCode(roster.districtId, users),
    ]);
    const given: Given[] = [];
    for (const row of rows) {
      const { userSourcedId: user = '', orgSourcedId: org = '', role = '' } = row.fields;
      const why = roster.whyNoUser(user, standing, inFile);
      const spot = spotOf(row);
      const facts = { column: 'userSourcedId', value: user };
      if (row.refused === true) given.push({ row, user, schoolId: null, role: anyRole });
      else if (user === '')
        await roster.refuse(spot, 'missingValue', {
          column: 'userSourcedId',
          about: { column: 'userSourcedId' },
        });
      else if (why === null) given.push(...(await giveRole(roster, row, { user, org, role })));
      else if (isActive(row)) await roster.refuse(spot, why, facts);
      else roster.same('role');
    }
    await roster.rows.add('given', given.map(givenRow));
    roster.compared(rows.length);
  }
}
