import type { Role } from '@quad/shared/platform';
import type { ImportThing } from '@quad/shared/imports';
import type { Reading } from '../../../platform/imports/import-kind';
import type { RosterRow } from './roster-row.model';
import type { StagedRows } from './staged-rows';
import type { TableName, Version } from './tables';

export interface RosterSchool {
  id: string;
  name: string;
  /** its own day */
  today: string;
  isNew: boolean;
  isArchived: boolean;
  /** an org of this file stands for it: what a bulk file leaves out ends here */
  isNamed: boolean;
  /** of the terms its classes have in this file */
  firstDay: string | null;
}

export interface RosterSession {
  key: string;
  title: string;
  type: string;
  from: string;
  to: string;
  parent: string;
  line: number;
}

export interface RosterClass {
  id: string;
  name: string;
  school: RosterSchool;
  isNew: boolean;
  /** it is over before today, and this file does not bring it back */
  isOver: boolean;
  /** of its terms */
  firstDay: string | null;
}

/** A place in the file to which something is said. */
export type Spot = Pick<RosterRow, 'line'> & { table: string };

type Facts = { column?: string; value?: string; about?: Record<string, string> };

/** What is known of a roster once its rows are staged. */
interface RosterFile {
  version: Version;
  modes: ReadonlyMap<TableName, 'bulk' | 'delta'>;
  /** files with rows that name nobody knows whom: what such a file leaves out may be among them */
  unreadable: ReadonlySet<TableName>;
  /** nothing in it speaks of agents, neither that there are some nor that there are none */
  lacksAgents: boolean;
  /** rows there are of each file */
  sizes: ReadonlyMap<TableName, number>;
  /** the district's day and zone */
  today: string;
  timeZone: string;
}

/** One roster while it is read: what the file says of itself, and all of it that is few enough to be held in memory. */
export class Roster {
  /** by the key the file uses; schools only Quad knows are there by their code */
  readonly schools = new Map<string, RosterSchool>();
  readonly #schoolsById = new Map<string, RosterSchool>();
  /** orgs above the schools, which stand for the district */
  readonly aboveSchools = new Set<string>();
  readonly sessions = new Map<string, RosterSession>();
  /** what a course's classes are about */
  readonly subjects = new Map<string, string>();
  readonly classes = new Map<string, RosterClass>();
  /** the file's key of each of them, by Quad's id */
  readonly classKeys = new Map<string, string>();
  /** classes this import ends, by Quad's id */
  readonly endedClasses = new Set<string>();
  /** which sessions each school's classes have, by the school's id */
  readonly sessionsUsed = new Map<string, Set<string>>();
  #done = 0;

  constructor(
    readonly reading: Reading,
    readonly rows: StagedRows,
    readonly file: RosterFile,
  ) {}

  get version(): Version {
    return this.file.version;
  }

  /** the district's day */
  get today(): string {
    return this.file.today;
  }

  get districtId(): string {
    return this.reading.districtId;
  }

  /** Whether what is missing from a file ends: it is a whole one, and every row of it can be read. */
  ends(table: TableName): boolean {
    const isWhole = this.file.modes.get(table) === 'bulk' && (this.file.sizes.get(table) ?? 0) > 0;
    return isWhole && !this.file.unreadable.has(table);
  }

  /**
   * Why a row that names this person can't be taken; null: it can. Somebody is there by a row that is taken, or in Quad,
   * unless the file has everybody.
   */
  whyNoUser(
    code: string,
    standing: ReadonlyMap<string, unknown>,
    inFile: ReadonlyMap<string, RosterRow>,
  ): 'unknownUser' | 'userRefused' | 'userLeaving' | null {
    const row = inFile.get(code);
    if (row === undefined) return standing.has(code) && !this.ends('users') ? null : 'unknownUser';
    if (row.refused === true) return standing.has(code) ? null : 'userRefused';
    return isActive(row) ? null : 'userLeaving';
  }

  /** Whether a role that was given (a row of `given`) goes on today. */
  goesOn({ fields: { ending, last, schoolId = '' } }: RosterRow): boolean {
    return ending !== 'true' && (last === undefined || last >= this.todayIn(schoolId || null));
  }

  /** The file that says who has which role. */
  get rolesTable(): TableName {
    return this.file.version === '1.1' ? 'users' : 'roles';
  }

  /** Schools in which this file may end things; with null, the district itself. */
  named({ district = false } = {}): (string | null)[] {
    const schools = [...this.schools.values()].filter(({ isNamed, isArchived }) => isNamed && !isArchived);
    const isDistrictNamed = district && this.aboveSchools.size > 0;
    return [...new Set([...schools.map(({ id }) => id), ...(isDistrictNamed ? [null] : [])])];
  }

  addSchool(key: string, school: RosterSchool): void {
    this.schools.set(key, school);
    this.#schoolsById.set(school.id, school);
  }

  schoolById(id: string | null): RosterSchool | undefined {
    return this.#schoolsById.get(id ?? '');
  }

  addClass(key: string, each: RosterClass): void {
    this.classes.set(key, each);
    this.classKeys.set(each.id, key);
  }

  /** The day it is in a school; null: in the district. */
  todayIn(schoolId: string | null): string {
    return this.schoolById(schoolId)?.today ?? this.file.today;
  }

  refuse(spot: Spot, code: string, facts: Facts = {}): Promise<void> {
    return this.#say('refused', spot, code, facts);
  }

  warn(spot: Spot, code: string, facts: Facts = {}): Promise<void> {
    return this.#say('warning', spot, code, facts);
  }

  same(thing: ImportThing, count = 1): void {
    if (count > 0) this.reading.same(thing, count);
  }

  /** So many rows of the file have been compared. */
  compared(rows: number): void {
    this.#done += rows;
    const total = [...this.file.sizes.values()].reduce((sum, size) => sum + size, 0);
    this.reading.progress(total + this.#done, 2 * total);
  }

  #say(
    severity: 'refused' | 'warning',
    { table, line }: Spot,
    code: string,
    { column, value, about = {} }: Facts,
  ): Promise<void> {
    const said = { column: column ?? null, value: value === undefined ? null : value.slice(0, 200) };
    const facts = {
      line: String(line),
      ...(value !== undefined && { value: value.slice(0, 200) }),
      ...about,
    };
    return this.reading.refuse({ file: `${table}.csv`, line, ...said, severity, code, about: facts });
  }
}

/** Roles of the standard, by what they may do in Quad. */
const roleOf: Record<string, Role> = {
  student: 'student',
  teacher: 'teacher',
  guardian: 'guardian',
  parent: 'guardian',
  relative: 'guardian',
  principal: 'schoolAdmin',
  siteAdministrator: 'schoolAdmin',
  administrator: 'schoolAdmin',
  districtAdministrator: 'districtAdmin',
  systemAdministrator: 'districtAdmin',
  counselor: 'office',
  aide: 'office',
  proctor: 'office',
};

/** Roles that let somebody stand before a class. */
export const staffRoles: readonly string[] = ['teacher', 'schoolAdmin', 'office'];

/** undefined: no role of the standard. Case makes no difference. */
export function quadRole(role: string): Role | undefined {
  const found = Object.entries(roleOf).find(([name]) => name.toLowerCase() === role.toLowerCase());
  return found?.[1];
}

export function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** The staged row as a place in the file. */
export function spotOf({ table, line }: { table: string; line: number }): Spot {
  return { table, line };
}

export function isActive({ fields }: RosterRow): boolean {
  return ['', 'active'].includes((fields.status ?? '').toLowerCase());
}

/** What a row's status makes of it. The standard knows `active` and `tobedeleted`; what is anything else is over, too. */
export async function isEnding(roster: Roster, row: RosterRow): Promise<boolean> {
  if (isActive(row)) return false;
  if (row.fields.status?.toLowerCase() !== 'tobedeleted')
    await roster.warn(spotOf(row), 'otherStatus', { column: 'status', value: row.fields.status ?? '' });
  return true;
}
