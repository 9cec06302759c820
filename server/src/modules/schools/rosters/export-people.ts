import type { Role } from '@quad/shared/platform';
import { lasts } from '../../../platform/database/collection';
import {
  everybody,
  extColumnsOfPeople,
  guardianshipsOf,
  membershipsOfAll,
  peopleOf,
  type MembershipRecord,
  type RosterPerson,
} from '../../identity';
import { isEmpty } from './export-classes';
import { beginDate, csvOf, endDate, type CsvRow, type Exporting } from './export-rows';
import { groupBy } from './group-by';
import { agentsByHand, byHand } from './tables';

const peopleAtOnce = 500;

/** What the standard calls each role of Quad. */
const names: Record<Role, string> = {
  districtAdmin: 'districtAdministrator',
  schoolAdmin: 'principal',
  office: 'aide',
  teacher: 'teacher',
  student: 'student',
  guardian: 'guardian',
};

interface Member {
  person: RosterPerson;
  memberships: MembershipRecord[];
}

/** Everybody with a role today or later, in order of their codes. */
async function* members({ district, today, schools }: Exporting): AsyncGenerator<Member[]> {
  for await (const people of everybody(district.id, peopleAtOnce)) {
    const memberships = await membershipsOfAll(
      district.id,
      people.map(({ _id }) => _id),
    );
    const lasting = memberships.filter((each) => {
      const isOver = isEmpty(each) || !lasts(each, today);
      return !isOver && (each.schoolId === null || schools.has(each.schoolId));
    });
    const byPerson = groupBy(lasting, ({ personId }) => personId);
    yield people.flatMap((person) => {
      const held = byPerson.get(person._id);
      return held === undefined ? [] : [{ person, memberships: held }];
    });
  }
}

export async function* usersCsv(exporting: Exporting): AsyncGenerator<string> {
  const columns = [
    ...['sourcedId', 'status', 'dateLastModified', 'enabledUser', 'username', 'userIds', 'givenName'],
    ...['familyName', 'middleName', 'identifier', 'email', 'sms', 'phone', 'agentSourcedIds', 'grades'],
    ...['password', 'userMasterIdentifier', 'preferredGivenName', 'preferredMiddleName'],
    ...['preferredFamilyName', 'primaryOrgSourcedId', 'pronouns'],
  ];
  const ext = await extColumnsOfPeople(exporting.district.id);
  yield* csvOf([...columns, ...ext, agentsByHand], users(exporting));
}

async function* users(exporting: Exporting): AsyncGenerator<CsvRow[]> {
  for await (const some of members(exporting)) {
    const agents = await agentsOf(
      exporting,
      some.map(({ person }) => person._id),
    );
    yield some.map(({ person, memberships }) => {
      const { code, givenName, familyName, login = '', email = '', disabled, ext } = person;
      const schoolId = memberships.find((each) => each.schoolId !== null)?.schoolId ?? '';
      return {
        ...ext,
        ...{ sourcedId: code, enabledUser: disabled === true ? 'false' : 'true', username: login },
        ...{ givenName, familyName, email, ...agents(person._id) },
        primaryOrgSourcedId: exporting.schools.get(schoolId)?.code ?? '',
      };
    });
  }
}

/** Each pupil names their guardians; those that the office linked stand in a column of ours. */
async function agentsOf({ district, today }: Exporting, pupilIds: readonly string[]) {
  const standing = await guardianshipsOf(district.id, pupilIds);
  const lasting = standing.filter((each) => lasts(each, today));
  const guardians = await peopleOf(
    lasting.map(({ guardianId }) => guardianId),
    district.id,
  );
  const byPupil = groupBy(lasting, ({ pupilId }) => pupilId);
  return (pupilId: string): CsvRow => {
    const codes = (rostered: boolean): string => {
      const linked = (byPupil.get(pupilId) ?? []).filter((each) => (each.rostered === true) === rostered);
      return [...new Set(linked.flatMap(({ guardianId }) => guardians.get(guardianId)?.code ?? []))].join(
        ',',
      );
    };
    return { agentSourcedIds: codes(true), [agentsByHand]: codes(false) };
  };
}

export function rolesCsv(exporting: Exporting): AsyncGenerator<string> {
  const columns = [
    ...['sourcedId', 'status', 'dateLastModified', 'userSourcedId', 'roleType', 'role', 'beginDate'],
    ...['endDate', 'orgSourcedId', 'userProfileSourcedId', byHand],
  ];
  return csvOf(columns, roles(exporting));
}

async function* roles(exporting: Exporting): AsyncGenerator<CsvRow[]> {
  const { district, schools } = exporting;
  for await (const some of members(exporting))
    yield some.flatMap(({ person, memberships }) =>
      memberships.map(({ _id, schoolId, role, from, to, rostered }, index) => ({
        ...{ sourcedId: _id, userSourcedId: person.code, roleType: index === 0 ? 'primary' : 'secondary' },
        ...{ role: names[role], beginDate: beginDate(from), endDate: endDate(to) },
        orgSourcedId: schoolId === null ? district.id : (schools.get(schoolId)?.code ?? ''),
        [byHand]: rostered === true ? '' : 'true',
      })),
    );
}
