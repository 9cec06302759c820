import type { Role } from '@quad/shared/platform';
import { lasts } from '../../../platform/database/collection';
import {
  displayName,
  guardianshipsOf,
  lastingAdmins,
  membershipsOfAll,
  peopleByCode,
  peopleOf,
  type Guardianship,
  type MembershipRecord,
} from '../../identity';
import { EnrolmentModel, TeachingModel, type Enrolment, type Teaching } from '../class.model';
import { changesOf } from './changes';
import { groupBy } from './group-by';
import { keyOf, staffRoles, type Roster, type Spot } from './roster';
import { lastDayBefore } from './values';

/** What writing an end needs; a file that ends something may mend its beginning, too. */
interface EndSet {
  to: string;
  from?: string;
  rostered?: true;
}

interface EndWrite {
  _id: string;
  set: EndSet;
}

export interface RoleEnd {
  membership: MembershipRecord;
  code: string;
  name: string;
  set: EndSet;
  /** null: the file says it by leaving it out */
  spot: Spot | null;
}

interface SpellEnd {
  thing: 'enrolment' | 'teaching' | 'guardian';
  _id: string;
  /** whose place in a class it is */
  person?: string;
  was: { from: string; to: string | null };
  set: EndSet;
  key: string;
  label: string;
  spot: Spot | null;
}

/** What a roster ends. Each thing ends once, however many rows end it. */
export class Endings {
  #lastingAdmins: number | null = null;

  constructor(readonly roster: Roster) {}

  /** Roles, and with them the pupil's enrolments and the teacher's classes in that school. */
  async endRoles(ends: readonly RoleEnd[]): Promise<void> {
    const allowed: RoleEnd[] = [];
    for (const end of ends) if (await this.#mayEnd(end)) allowed.push(end);
    const fresh = await this.#once(allowed, ({ membership }) => [membership._id, membership.personId]);
    for (const { membership, code, name, set, spot } of fresh) {
      const school = this.roster.schoolById(membership.schoolId);
      const write: EndWrite = { _id: membership._id, set };
      await this.roster.reading.plan({
        ...{ thing: 'role', op: 'end', key: code },
        label: `${name} · ${membership.role}${school === undefined ? '' : ` · ${school.name}`}`,
        ...placed(spot),
        ...{ fields: changesOf(membership, set), write },
      });
    }
    await this.#endClasses(fresh);
    await this.#endChildren(fresh);
  }

  async endSpells(ends: readonly SpellEnd[]): Promise<void> {
    const fresh = await this.#once(ends, ({ _id, person = '' }) => [_id, person]);
    for (const { thing, _id, was, set, key, label, spot } of fresh) {
      const write: EndWrite = { _id, set };
      const fields = changesOf(was, set);
      await this.roster.reading.plan({ thing, op: 'end', key, label, ...placed(spot), fields, write });
    }
  }

  /** Those whom the file takes out: every role a roster gave them, and who answers for them or for whom they do. */
  async endLeaving(): Promise<void> {
    const { roster } = this;
    for await (const rows of roster.rows.batches('leaving')) {
      const people = await peopleByCode(
        roster.districtId,
        rows.map(({ key }) => key),
      );
      const byId = new Map([...people.values()].map((person) => [person._id, person]));
      const lines = new Map(rows.map(({ key, line }) => [key, line]));
      const memberships = await membershipsOfAll(roster.districtId, [...byId.keys()]);
      const ends = memberships.flatMap((membership): RoleEnd[] => {
        const person = byId.get(membership.personId);
        const to = lastDayBefore(roster.todayIn(membership.schoolId));
        const isOver = membership.to !== null && membership.to <= to;
        if (person === undefined || membership.rostered !== true || isOver) return [];
        const spot = { table: 'users', line: lines.get(person.code) ?? 0 };
        return [{ membership, code: person.code, name: displayName(person), set: { to }, spot }];
      });
      const gone = new Set(ends.map(({ code }) => code));
      roster.same('person', [...people.keys()].filter((code) => !gone.has(code)).length);
      await this.endRoles(ends);
      const guardianships = await guardianshipsOf(roster.districtId, [...byId.keys()]);
      await this.endGuardianships(guardianships.filter(({ rostered }) => rostered === true));
    }
  }

  /** Whether a role is ended by this import. */
  async endedRoles(membershipIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.roster.rows.find('ended', membershipIds)).keys());
  }

  async endGuardianships(guardianships: readonly Guardianship[]): Promise<void> {
    const { roster } = this;
    const people = await peopleOf(
      guardianships.flatMap(({ guardianId, pupilId }) => [guardianId, pupilId]),
      roster.districtId,
    );
    const nameOf = (id: string): string => {
      const person = people.get(id);
      return person === undefined ? '' : displayName(person);
    };
    const ends = guardianships.flatMap((was): SpellEnd[] => {
      const { _id, guardianId, pupilId, schoolId } = was;
      const to = lastDayBefore(roster.todayIn(schoolId));
      if (was.to !== null && was.to <= to) return [];
      const label = `${nameOf(guardianId)} · ${nameOf(pupilId)}`;
      const key = people.get(guardianId)?.code ?? '';
      return [{ thing: 'guardian', _id, was, set: { to }, key, label, spot: null }];
    });
    await this.endSpells(ends);
  }

  async #endClasses(ends: readonly RoleEnd[]): Promise<void> {
    const inSchools = (role: Role) =>
      ends.filter(({ membership }) => membership.role === role && membership.schoolId !== null);
    const within = (of: readonly RoleEnd[]) => ({
      schoolId: { $in: [...new Set(of.map(({ membership }) => membership.schoolId ?? ''))] },
    });
    const ids = (of: readonly RoleEnd[]) => of.map(({ membership }) => membership.personId);
    const pupils = inSchools('student');
    const teachers = await this.#withoutOtherRole(inSchools('teacher'));
    const [enrolments, teachings] = await Promise.all([
      pupils.length === 0
        ? []
        : EnrolmentModel.find({ ...within(pupils), pupilId: { $in: ids(pupils) } }).lean<Enrolment[]>(),
      teachers.length === 0
        ? []
        : TeachingModel.find({ personId: { $in: ids(teachers) }, ...within(teachers) }).lean<Teaching[]>(),
    ]);
    const byPlace = groupBy(ends, ({ membership }) =>
      keyOf(membership.role, membership.personId, membership.schoolId ?? ''),
    );
    const endOf = (
      thing: 'enrolment' | 'teaching',
      role: Role,
      personId: string,
      spell: Enrolment | Teaching,
    ): SpellEnd[] => {
      const [end] = byPlace.get(keyOf(role, personId, spell.schoolId)) ?? [];
      if (end === undefined || (spell.to !== null && spell.to <= end.set.to)) return [];
      const { name, code, set, spot } = end;
      const className = this.roster.classes.get(this.roster.classKeys.get(spell.classId) ?? '')?.name;
      const label = className === undefined ? name : `${className} · ${name}`;
      const place = { _id: spell._id, person: personId, was: spell, set: { to: set.to } };
      return [{ thing, ...place, key: code, label, spot }];
    };
    await this.endSpells([
      ...enrolments.flatMap((spell) => endOf('enrolment', 'student', spell.pupilId, spell)),
      ...teachings.flatMap((spell) => endOf('teaching', 'teacher', spell.personId, spell)),
    ]);
  }

  /** Whoever is no guardian in a school any more hears nothing of a child there. */
  async #endChildren(ends: readonly RoleEnd[]): Promise<void> {
    const over = new Set(
      ends
        .filter(({ membership }) => membership.role === 'guardian')
        .map(({ membership }) => keyOf(membership.personId, membership.schoolId ?? '')),
    );
    if (over.size === 0) return;
    const ids = [...new Set(ends.map(({ membership }) => membership.personId))];
    const guardianships = await guardianshipsOf(this.roster.districtId, ids, 'guardianId');
    await this.endGuardianships(
      guardianships.filter(
        ({ guardianId, schoolId, rostered }) => rostered === true && over.has(keyOf(guardianId, schoolId)),
      ),
    );
  }

  /** Who stays in the school in another role may go on teaching there; enrollments.csv says whether they do. */
  async #withoutOtherRole(ends: RoleEnd[]): Promise<RoleEnd[]> {
    if (ends.length === 0) return ends;
    const { rows, districtId } = this.roster;
    const ids = ends.map(({ membership }) => membership.personId);
    const [given, memberships] = await Promise.all([
      rows.linked(
        'given',
        ends.map(({ code }) => code),
      ),
      membershipsOfAll(districtId, ids),
    ]);
    const ended = await this.endedRoles(memberships.map(({ _id }) => _id));
    const held = memberships.filter(
      (each) =>
        !ended.has(each._id) &&
        staffRoles.includes(each.role) &&
        lasts(each, this.roster.todayIn(each.schoolId)),
    );
    return ends.filter(({ membership: { personId, schoolId }, code }) => {
      const isGiven = (given.get(code) ?? []).some(
        (row) =>
          this.roster.goesOn(row) &&
          row.fields.schoolId === schoolId &&
          staffRoles.includes(row.fields.role ?? ''),
      );
      return !isGiven && !held.some((each) => each.personId === personId && each.schoolId === schoolId);
    });
  }

  /** No import takes the role of whoever brings it, nor leaves a district without an admin. */
  async #mayEnd({ membership, code, name, spot }: RoleEnd): Promise<boolean> {
    const { roster } = this;
    const place = spot ?? { table: roster.rolesTable, line: 1 };
    const facts = { value: code, about: { name } };
    if (membership.personId === roster.reading.by) {
      await roster.warn(place, 'ownRoleKept', facts);
      return false;
    }
    if (membership.role !== 'districtAdmin' || membership.to !== null) return true;
    this.#lastingAdmins ??= await lastingAdmins(roster.districtId, roster.today);
    if (this.#lastingAdmins > 1) {
      this.#lastingAdmins -= 1;
      return true;
    }
    await roster.warn(place, 'lastAdminKept', facts);
    return false;
  }

  /** Those that nothing has ended yet. @param idOf the thing's id and what it is looked up by */
  async #once<T>(ends: readonly T[], idOf: (end: T) => [id: string, link: string]): Promise<T[]> {
    const byId = new Map(ends.map((end) => [idOf(end)[0], end]));
    const rows = [...byId.values()].map((end) => {
      const [key, link] = idOf(end);
      return { key, link, line: 0, fields: {} };
    });
    const known = new Set((await this.roster.rows.add('ended', rows)).map(({ key }) => key));
    return [...byId].filter(([id]) => !known.has(id)).map(([, end]) => end);
  }
}

function placed(spot: Spot | null): { file: string | null; line: number | null } {
  return spot === null ? { file: null, line: null } : { file: `${spot.table}.csv`, line: spot.line };
}
