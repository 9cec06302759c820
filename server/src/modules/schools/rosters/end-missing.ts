import { roles } from '@quad/shared/platform';
import {
  displayName,
  peopleOf,
  rosteredGuardianships,
  rosteredMemberships,
  type Guardianship,
  type MembershipRecord,
} from '../../identity';
import type { Endings, RoleEnd } from './endings';
import { anyRole } from './given-roles';
import { keyOf, type Roster } from './roster';
import { batchRows } from './staged-rows';
import { lastDayBefore } from './values';

/** Roles a roster gave in the schools of this file, to those whom this file no longer gives them. */
export async function endMissingRoles(roster: Roster, endings: Endings): Promise<void> {
  const rolesEnd = roster.ends(roster.rolesTable);
  const usersEnd = roster.ends('users');
  const schoolIds = roster.named({ district: true });
  if ((!rolesEnd && !usersEnd) || schoolIds.length === 0) return;
  const place = { districtId: roster.districtId, schoolIds, roles: [...roles] };
  for await (const memberships of rosteredMemberships(place, earliest(roster), batchRows)) {
    const people = await peopleOf(
      memberships.map(({ personId }) => personId),
      roster.districtId,
    );
    const codes = [...people.values()].map(({ code }) => code);
    const [given, inFile] = await Promise.all([
      roster.rows.linked('given', codes),
      roster.rows.find('users', codes),
    ]);
    const isNamed = (code: string, { schoolId, role }: MembershipRecord): boolean =>
      (given.get(code) ?? []).some(({ fields }) => {
        const isThere = (fields.schoolId ?? '') === (schoolId ?? '');
        return fields.role === anyRole ? isThere || fields.schoolId === '' : isThere && fields.role === role;
      });
    const missing = memberships.flatMap((membership): RoleEnd[] => {
      const person = people.get(membership.personId);
      if (person === undefined) return [];
      const { code } = person;
      const to = lastDayBefore(roster.todayIn(membership.schoolId));
      const isGone = usersEnd && !inFile.has(code);
      // it may have come with a child, of whom this file does not speak
      if (roster.file.lacksAgents && membership.role === 'guardian' && !isGone) return [];
      const isOver = membership.to !== null && membership.to <= to;
      if (isOver || (!isGone && (!rolesEnd || isNamed(code, membership)))) return [];
      return [{ membership, code, name: displayName(person), set: { to }, spot: null }];
    });
    await endings.endRoles(missing);
  }
}

/** Guardianships a roster made in these schools, which neither pupil nor guardian speaks of any more. */
export async function endMissingGuardianships(roster: Roster, endings: Endings): Promise<void> {
  const schoolIds = roster.named().filter((id) => id !== null);
  if (!roster.ends('users') || schoolIds.length === 0) return;
  for await (const standing of rosteredGuardianships(schoolIds, earliest(roster), batchRows)) {
    const people = await peopleOf(
      standing.flatMap(({ guardianId, pupilId }) => [guardianId, pupilId]),
      roster.districtId,
    );
    const codeOf = (id: string): string => people.get(id)?.code ?? '';
    const linkOf = ({ guardianId, pupilId, schoolId }: Guardianship): string =>
      keyOf(codeOf(guardianId), codeOf(pupilId), schoolId);
    const [links, inFile] = await Promise.all([
      roster.rows.find('links', standing.map(linkOf)),
      roster.rows.find(
        'users',
        [...people.values()].map(({ code }) => code),
      ),
    ]);
    const isKept = (guardianship: Guardianship): boolean => {
      const [guardian, pupil] = [guardianship.guardianId, guardianship.pupilId].map((id) =>
        inFile.get(codeOf(id)),
      );
      // somebody's row that is refused ends nothing
      if (guardian?.refused === true || pupil?.refused === true) return true;
      if (roster.file.lacksAgents && guardian !== undefined && pupil !== undefined) return true;
      return links.has(linkOf(guardianship));
    };
    await endings.endGuardianships(standing.filter((each) => !isKept(each)));
  }
}

/** The earliest day it is in any of the schools: what lasts until then lasts today anywhere. */
export function earliest(roster: Roster): string {
  return [roster.today, ...[...roster.schools.values()].map(({ today }) => today)].sort()[0] ?? roster.today;
}
