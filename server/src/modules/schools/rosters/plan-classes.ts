import { longest } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import { ClassModel, type SchoolClass } from '../class.model';
import { changesOf, tooLong } from './changes';
import { freeCode, SchoolCodes } from './class-codes';
import { endClass, endMissingClasses } from './end-classes';
import { isActive, isEnding, spotOf, type Roster, type RosterSchool } from './roster';
import type { RosterRow } from './roster-row.model';
import { byHand } from './tables';
import { listed, truthOf } from './values';

/** What writing a class needs; `to` alone ends it. */
export interface ClassWrite {
  _id: string;
  schoolId: string;
  isNew: boolean;
  set: Partial<
    Pick<SchoolClass, 'name' | 'subject' | 'room' | 'code' | 'to' | 'sourcedId' | 'ext' | 'rostered'>
  >;
}

const hexId = /^[0-9a-f]{24}$/;

/** Courses are few; all Quad wants of them is what their classes are about. */
export async function readCourses(roster: Roster): Promise<void> {
  for await (const rows of roster.rows.batches('courses')) {
    for (const { key, refused, fields } of rows) {
      const subject = fields.title ?? listed(fields.subjects)[0];
      if (refused !== true && subject !== undefined) roster.subjects.set(key, subject);
    }
    roster.compared(rows.length);
  }
}

/** Classes of one school after the other: what takes a code away from another is one of its own school. */
export async function planClasses(roster: Roster): Promise<void> {
  await endMissingClasses(roster, 'keyed');
  let codes = new SchoolCodes('', []);
  for await (const rows of roster.rows.batches('classes', 'link')) {
    const matched = await standingClasses(roster, rows);
    const refused: RosterRow[] = [];
    for (const row of rows) {
      const school = await schoolOf(roster, row);
      if (school === null) {
        refused.push(row);
        continue;
      }
      if (codes.schoolId !== school.id) codes = await SchoolCodes.of(school.id, roster.endedClasses);
      if (!(await planClass(roster, row, { school, standing: matched(row, school), codes })))
        refused.push(row);
    }
    await roster.rows.markRefused(refused);
    roster.compared(rows.length);
  }
  await endMissingClasses(roster, 'keyless');
}

async function schoolOf(roster: Roster, row: RosterRow): Promise<RosterSchool | null> {
  if (row.refused === true) return null;
  const key = row.fields.schoolSourcedId ?? '';
  const school = roster.schools.get(key);
  const spot = spotOf(row);
  const facts = { column: 'schoolSourcedId', value: key };
  if (key === '') await roster.refuse(spot, 'missingValue', { about: { column: 'schoolSourcedId' } });
  // what was never there has nothing to end
  else if (school === undefined && !isActive(row)) roster.same('class');
  else if (school === undefined) await roster.refuse(spot, 'unknownSchool', facts);
  else if (school.isArchived) await roster.refuse(spot, 'inArchivedSchool', facts);
  else return school;
  return null;
}

/** The class a row is about: by its key, by Quad's own id as the export writes it, or by its code where it has no key yet. */
async function standingClasses(
  roster: Roster,
  rows: readonly RosterRow[],
): Promise<(row: RosterRow, school: RosterSchool) => SchoolClass | undefined> {
  const { districtId } = roster;
  const keys = rows.map(({ key }) => key);
  const schoolIds = [
    ...new Set(rows.flatMap(({ fields }) => roster.schools.get(fields.schoolSourcedId ?? '')?.id ?? [])),
  ];
  const [keyed, ours, unkeyed] = await Promise.all([
    ClassModel.find({ districtId, sourcedId: { $in: keys } }).lean<SchoolClass[]>(),
    ClassModel.find({ _id: { $in: keys.filter((key) => hexId.test(key)) }, districtId }).lean<
      SchoolClass[]
    >(),
    ClassModel.find({ schoolId: { $in: schoolIds }, to: null, sourcedId: { $exists: false } }).lean<
      SchoolClass[]
    >(),
  ]);
  const byKey = new Map([
    ...ours.filter(({ sourcedId }) => sourcedId === undefined).map((each) => [each._id, each] as const),
    ...keyed.map((each) => [each.sourcedId ?? '', each] as const),
  ]);
  const byCode = new Map(unkeyed.map((each) => [`${each.schoolId} ${each.code}`, each]));
  const claimed = new Set(rows.flatMap(({ key }) => byKey.get(key)?._id ?? []));
  return (row, school) => {
    const found = byKey.get(row.key);
    if (found !== undefined) return found;
    const same = byCode.get(`${school.id} ${row.fields.classCode ?? row.key}`);
    const isFree = same !== undefined && !claimed.has(same._id) && !roster.classKeys.has(same._id);
    if (!isFree) return undefined;
    claimed.add(same._id);
    return same;
  };
}

/** @returns whether the row is taken */
async function planClass(
  roster: Roster,
  row: RosterRow,
  {
    school,
    standing,
    codes,
  }: { school: RosterSchool; standing: SchoolClass | undefined; codes: SchoolCodes },
): Promise<boolean> {
  const { fields } = row;
  const spot = spotOf(row);
  const name = fields.title ?? '';
  if (name === '') {
    await roster.refuse(spot, 'missingValue', { column: 'title', about: { column: 'title' } });
    return false;
  }
  if (standing !== undefined && standing.schoolId !== school.id) {
    await roster.refuse(spot, 'classElsewhere', { column: 'schoolSourcedId', value: name });
    return false;
  }
  if (await tooLong(roster, row, { title: longest.name, location: longest.room, classCode: longest.code }))
    return false;
  const sessions = await sessionsOf(roster, row);
  const entry = {
    ...{ id: standing?._id ?? newId(), name, school, isNew: standing === undefined, isOver: false },
    firstDay: sessions.map(({ from }) => from).sort()[0] ?? null,
  };
  if (await isEnding(roster, row)) {
    roster.addClass(row.key, { ...entry, isOver: true });
    codes.release(entry.id);
    if (standing !== undefined) await endClass(roster, standing, school, row);
    else roster.same('class');
    return true;
  }
  const code = await freeCode(roster, row, { classId: entry.id, standing, codes });
  if (code === null) return false;
  roster.addClass(row.key, entry);
  useSessions(roster, school, sessions);
  codes.take(code, entry.id);
  const isOver = standing?.to != null && standing.to < school.today;
  const set: ClassWrite['set'] = {
    ...{ name, code, subject: subjectOf(roster, row) },
    ...(fields.location !== undefined && { room: fields.location }),
    ...(isOver && { to: null }),
    ...(standing?._id !== row.key && { sourcedId: row.key }),
    ...(truthOf(fields[byHand] ?? '') !== true && { rostered: true }),
    ...(row.ext !== undefined && { ext: row.ext }),
  };
  const changes = changesOf(standing, set);
  if (standing !== undefined && changes.length === 0) roster.same('class');
  else {
    const write: ClassWrite = { _id: entry.id, schoolId: school.id, isNew: standing === undefined, set };
    await roster.reading.plan({
      ...{ thing: 'class', op: standing === undefined ? 'add' : 'change', key: row.key, label: name },
      ...{ file: 'classes.csv', line: row.line, fields: changes, write },
    });
  }
  return true;
}

function subjectOf(roster: Roster, { fields }: RosterRow): string {
  const subject =
    roster.subjects.get(fields.courseSourcedId ?? '') ?? listed(fields.subjects)[0] ?? fields.title ?? '';
  return subject.slice(0, longest.name);
}

async function sessionsOf(roster: Roster, row: RosterRow) {
  const keys = listed(row.fields.termSourcedIds);
  const known = keys.flatMap((key) => roster.sessions.get(key) ?? []);
  const unknown = keys.filter((key) => !roster.sessions.has(key));
  if (unknown.length > 0)
    await roster.warn(spotOf(row), 'unknownSession', { column: 'termSourcedIds', value: unknown.join(', ') });
  return known;
}

function useSessions(
  roster: Roster,
  school: RosterSchool,
  sessions: readonly { key: string; from: string }[],
): void {
  const used = roster.sessionsUsed.get(school.id) ?? new Set();
  for (const { key, from } of sessions) {
    used.add(key);
    if (school.firstDay === null || from < school.firstDay) school.firstDay = from;
  }
  roster.sessionsUsed.set(school.id, used);
}
