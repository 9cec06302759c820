import { lasts } from '../../../platform/database/collection';
import { newId } from '../../../platform/database/connect';
import { membershipsOfAll, peopleByCode, type MembershipRecord, type RosterPerson } from '../../identity';
import {
  ClassModel,
  EnrolmentModel,
  TeachingModel,
  type Enrolment,
  type SchoolClass,
  type Teaching,
} from '../class.model';
import { changesOf } from './changes';
import type { Endings } from './endings';
import { daysOf } from './given-roles';
import { groupBy } from './group-by';
import { nameOf } from './plan-guardians';
import {
  isActive,
  isEnding,
  keyOf,
  quadRole,
  spotOf,
  staffRoles,
  type Roster,
  type RosterClass,
} from './roster';
import type { RosterRow } from './roster-row.model';
import { planSpells, type Wanted } from './spells';
import { byHand } from './tables';
import { lastDayBefore, truthOf } from './values';

/** What writing an enrolment or a teaching needs: one that is made, or one that is changed. */
export interface InClassWrite {
  _id: string;
  classId: string;
  made?: { code: string; schoolId: string; from: string; to: string | null; rostered: boolean };
  set?: { from?: string; to?: string | null; rostered?: true };
}

type Thing = 'enrolment' | 'teaching';
type Spell = Enrolment | Teaching;

/** Who is in which class and who teaches it, class by class. */
export async function planEnrolments(roster: Roster, endings: Endings): Promise<void> {
  for await (const rows of roster.rows.batches('enrollments', 'link')) {
    await findClasses(roster, rows);
    const facts = await factsOf(roster, endings, rows);
    const wanted: (Wanted<RosterRow> & { thing: Thing })[] = [];
    for (const row of rows) {
      const said = row.refused === true ? null : await wantedOf(roster, row, facts);
      if (said !== null) wanted.push(said);
    }
    const groups = groupBy(wanted, ({ row }) => row.link);
    const standing = await spellsOf(roster, wanted);
    for (const group of groups.values()) await planGroup(roster, endings, group, facts, standing);
    await roster.rows.add(
      'joining',
      [...facts.joining].map((key) => ({ key, link: '', line: 0, fields: {} })),
    );
    roster.compared(rows.length);
  }
}

/** Classes that only Quad knows: a delta need not name what it does not change. */
async function findClasses(roster: Roster, rows: readonly RosterRow[]): Promise<void> {
  const keys = [...new Set(rows.map(({ fields }) => fields.classSourcedId ?? ''))];
  const unknown = keys.filter((key) => key !== '' && !roster.classes.has(key));
  if (unknown.length === 0) return;
  const { districtId } = roster;
  const ids = unknown.filter((key) => /^[0-9a-f]{24}$/.test(key));
  const [byKey, byId] = await Promise.all([
    ClassModel.find({ districtId, sourcedId: { $in: unknown } }).lean<SchoolClass[]>(),
    ClassModel.find({ _id: { $in: ids }, districtId }).lean<SchoolClass[]>(),
  ]);
  for (const { _id, schoolId, name, to, sourcedId } of [...byId, ...byKey]) {
    const school = roster.schoolById(schoolId);
    if (school === undefined) continue;
    const isOver = (to !== null && to < school.today) || roster.endedClasses.has(_id);
    roster.addClass(sourcedId ?? _id, { id: _id, name, school, isNew: false, isOver, firstDay: null });
  }
}

interface Facts {
  people: ReadonlyMap<string, RosterPerson>;
  inFile: ReadonlyMap<string, RosterRow>;
  /** people of Quad who come into a class by these rows, or come back */
  joining: Set<string>;
  /** whether somebody has one of these roles in the school once this import is applied */
  isIn(code: string, schoolId: string, roles: readonly string[]): boolean;
}

async function factsOf(roster: Roster, endings: Endings, rows: readonly RosterRow[]): Promise<Facts> {
  const codes = [...new Set(rows.map(({ fields }) => fields.userSourcedId ?? ''))];
  const [people, inFile, given] = await Promise.all([
    peopleByCode(roster.districtId, codes),
    roster.rows.find('users', codes),
    roster.rows.linked('given', codes),
  ]);
  const held = await membershipsOfAll(
    roster.districtId,
    [...people.values()].map(({ _id }) => _id),
  );
  const ended = await endings.endedRoles(held.map(({ _id }) => _id));
  const goesOn = (each: MembershipRecord): boolean =>
    !ended.has(each._id) && lasts(each, roster.todayIn(each.schoolId));
  const byPerson = groupBy(held.filter(goesOn), ({ personId }) => personId);
  return {
    people,
    inFile,
    joining: new Set(),
    isIn: (code, schoolId, roles) =>
      (given.get(code) ?? []).some(
        (row) =>
          roster.goesOn(row) && row.fields.schoolId === schoolId && roles.includes(row.fields.role ?? ''),
      ) ||
      (byPerson.get(people.get(code)?._id ?? '') ?? []).some(
        (each) => each.schoolId === schoolId && roles.includes(each.role),
      ),
  };
}

/** What a row asks for; null for one that is not taken, which is told. */
async function wantedOf(
  roster: Roster,
  row: RosterRow,
  facts: Facts,
): Promise<(Wanted<RosterRow> & { thing: Thing }) | null> {
  const { classSourcedId: classKey = '', userSourcedId: code = '', role = '' } = row.fields;
  const spot = spotOf(row);
  const missing = ['classSourcedId', 'userSourcedId', 'role'].find(
    (column) => row.fields[column] === undefined,
  );
  const wanted = quadRole(role);
  const schoolClass = roster.classes.get(classKey);
  const why = roster.whyNoUser(code, facts.people, facts.inFile);
  if (missing !== undefined)
    await roster.refuse(spot, 'missingValue', { column: missing, about: { column: missing } });
  else if (wanted === undefined) await roster.refuse(spot, 'unknownRole', { column: 'role', value: role });
  else if (wanted !== 'student' && wanted !== 'teacher')
    await roster.warn(spot, 'roleNotInClass', { column: 'role', value: role });
  else if (schoolClass === undefined || why !== null) {
    // what was never there has nothing to end
    if (!isActive(row)) roster.same(wanted === 'student' ? 'enrolment' : 'teaching');
    else if (schoolClass === undefined) await refuseClass(roster, row, classKey);
    else if (why !== null) await roster.refuse(spot, why, { column: 'userSourcedId', value: code });
  } else return wantedIn(roster, row, schoolClass, { code, role: wanted, facts });
  return null;
}

async function refuseClass(roster: Roster, row: RosterRow, classKey: string): Promise<void> {
  const inFile = (await roster.rows.find('classes', [classKey])).has(classKey);
  const facts = { column: 'classSourcedId', value: classKey };
  await roster.refuse(spotOf(row), inFile ? 'classRefused' : 'unknownClass', facts);
}

async function wantedIn(
  roster: Roster,
  row: RosterRow,
  { school, isOver, name: className }: RosterClass,
  { code, role, facts }: { code: string; role: 'student' | 'teacher'; facts: Facts },
): Promise<(Wanted<RosterRow> & { thing: Thing }) | null> {
  const spot = spotOf(row);
  const thing = role === 'student' ? 'enrolment' : 'teaching';
  const ending = await isEnding(roster, row);
  const days = await daysOf(roster, row);
  if (days === null) return null;
  const rostered = truthOf(row.fields[byHand] ?? '') !== true;
  if (ending) return { row, thing, ...days, last: lastDayBefore(school.today), ending, rostered };
  const isPast = days.last !== null && days.last < school.today;
  const roles = role === 'student' ? ['student'] : staffRoles;
  const about = { school: school.name, class: className };
  if (school.isArchived)
    await roster.refuse(spot, 'inArchivedSchool', { column: 'classSourcedId', value: className });
  else if (isOver && !isPast)
    await roster.refuse(spot, 'classOver', { column: 'classSourcedId', value: className });
  else if (!isPast && !facts.isIn(code, school.id, roles))
    await roster.refuse(spot, role === 'student' ? 'notPupilThere' : 'notStaffThere', {
      ...{ column: 'userSourcedId', value: code, about },
    });
  else return { row, thing, ...days, ending, rostered };
  return null;
}

/** Every spell of the classes at hand, by class and person. */
async function spellsOf(
  roster: Roster,
  wanted: readonly { row: RosterRow; thing: Thing }[],
): Promise<(thing: Thing, classId: string, personId: string) => Spell[]> {
  const classIds = (thing: Thing): string[] => [
    ...new Set(
      wanted
        .filter((each) => each.thing === thing)
        .flatMap(({ row }) => roster.classes.get(row.fields.classSourcedId ?? '')?.id ?? []),
    ),
  ];
  const [enrolments, teachings] = await Promise.all([
    EnrolmentModel.find({ classId: { $in: classIds('enrolment') } }).lean<Enrolment[]>(),
    TeachingModel.find({ classId: { $in: classIds('teaching') } }).lean<Teaching[]>(),
  ]);
  const pupils = groupBy(enrolments, ({ classId, pupilId }) => keyOf(classId, pupilId));
  const teachers = groupBy(teachings, ({ classId, personId }) => keyOf(classId, personId));
  return (thing, classId, personId) =>
    (thing === 'enrolment' ? pupils : teachers).get(keyOf(classId, personId)) ?? [];
}

async function planGroup(
  roster: Roster,
  endings: Endings,
  group: readonly (Wanted<RosterRow> & { thing: Thing })[],
  facts: Facts,
  standing: (thing: Thing, classId: string, personId: string) => Spell[],
): Promise<void> {
  const [first] = group;
  const schoolClass = roster.classes.get(first?.row.fields.classSourcedId ?? '');
  if (first === undefined || schoolClass === undefined) return;
  const { thing } = first;
  const code = first.row.fields.userSourcedId ?? '';
  const person = facts.people.get(code);
  const { id: classId, name, school, isNew, firstDay } = schoolClass;
  const label = `${name} · ${nameOf(person, facts.inFile.get(code))}`;
  const held = standing(thing, classId, person?._id ?? '');
  const from = (isNew ? firstDay : null) ?? school.today;
  for (const plan of planSpells(group, held, { today: school.today, from })) {
    const { line } = plan.row;
    const spot = { file: 'enrollments.csv', line, key: plan.row.key, label };
    if (plan.kind === 'same') roster.same(thing);
    else if (plan.kind !== 'end' && person !== undefined) facts.joining.add(person._id);
    if (plan.kind === 'same') continue;
    if (plan.kind === 'add') {
      const made = { code, schoolId: school.id, from: plan.from, to: plan.to, rostered: plan.rostered };
      const write: InClassWrite = { _id: newId(), classId, made };
      const fields = changesOf(undefined, { from: plan.from, to: plan.to });
      await roster.reading.plan({ thing, op: 'add', ...spot, fields, write });
    } else if (plan.kind === 'end') {
      const set = { ...plan.set, to: plan.set.to ?? lastDayBefore(school.today) };
      const at = { table: 'enrollments', line };
      await endings.endSpells([
        {
          ...{ thing, _id: plan.spell._id, was: plan.spell, set, key: plan.row.key, label, spot: at },
          ...(person !== undefined && { person: person._id }),
        },
      ]);
    } else {
      const write: InClassWrite = { _id: plan.spell._id, classId, set: plan.set };
      const fields = changesOf(plan.spell, plan.set);
      await roster.reading.plan({ thing, op: 'change', ...spot, fields, write });
    }
  }
}
