import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportGuard, ImportNotice, ImportRefusal, ImportThing } from '@quad/shared/imports';
import { stringify } from 'csv-stringify/sync';
import { strToU8, zipSync } from 'fflate';
import { chunksOf } from '../../../platform/database/batches';
import { newId } from '../../../platform/database/connect';
import {
  Unusable,
  type ImportPlace,
  type PlannedChange,
  type Reading,
} from '../../../platform/imports/import-kind';
import { sentenceOf } from '../../../platform/imports/sentences';
import type { Platform } from '../../../platform/platform';
import { GuardianshipModel, MembershipModel, PersonModel } from '../../identity/person.model';
import { ClassModel, EnrolmentModel, TeachingModel } from '../class.model';
import { districtOf } from '../districts';
import { SchoolModel } from '../school.model';
import { rosterKind } from './roster.kind';

export type Rows = Record<string, string>[];
export type Tables = Record<string, Rows>;

/** The files of a roster as text, by name; every row has every column any row has. */
export function filesOf(
  tables: Tables,
  { version = '1.2', mode = 'bulk' }: { version?: '1.1' | '1.2'; mode?: 'bulk' | 'delta' } = {},
): Record<string, string> {
  const properties = {
    ...{ 'manifest.version': '1.0', 'oneroster.version': version },
    ...Object.fromEntries(Object.keys(tables).map((name) => [`file.${name}`, mode])),
  };
  const manifest = Object.entries(properties).map(([propertyName, value]) => ({ propertyName, value }));
  return Object.fromEntries(
    Object.entries({ manifest, ...tables }).map(([name, rows]) => [`${name}.csv`, csvText(rows)]),
  );
}

function csvText(rows: Rows): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(rows, { header: true, columns, record_delimiter: '\r\n' });
}

export function zipped(files: Record<string, string>): Buffer {
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  );
}

/** What reading a roster came to, as the engine would keep it. */
export interface Read {
  changes: (PlannedChange & { n: number })[];
  /** severity, code and sentence */
  refusals: Omit<ImportRefusal, 'sentence'>[];
  said: string[];
  notices: ImportNotice[];
  same: Partial<Record<ImportThing, number>>;
  guard: ImportGuard | null;
  unusable: ImportNotice | null;
}

/** Reads a roster without the engine around it. */
export async function readZip(
  { districtId, by = newId(), platform }: { districtId: string; by?: string; platform: Platform },
  zip: Buffer,
): Promise<Read> {
  const path = join(tmpdir(), `roster-${randomUUID()}.zip`);
  await writeFile(path, zip);
  const read: Read = {
    ...{ changes: [], refusals: [], said: [], notices: [], same: {} },
    ...{ guard: null, unusable: null },
  };
  const reading: Reading = {
    ...(await placeOf(districtId, by, platform)),
    file: { path, type: 'application/zip', bytes: zip.length },
    fileName: 'roster.zip',
    plan: (change) => {
      read.changes.push({ ...structuredClone(change), n: read.changes.length });
      return Promise.resolve();
    },
    refuse: (refusal) => {
      read.refusals.push(refusal);
      read.said.push(`${refusal.file}: ${sentenceOf(rosterKind.sentences, refusal)}`);
      return Promise.resolve();
    },
    notice: (notice) => void read.notices.push(notice),
    same: (thing, count = 1) => void (read.same[thing] = (read.same[thing] ?? 0) + count),
    guard: (guard) => void (read.guard = guard),
    progress: () => undefined,
  };
  try {
    await rosterKind.read(reading);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    read.unusable = error.why;
  } finally {
    await rm(path);
  }
  return read;
}

async function placeOf(districtId: string, by: string, platform: Platform): Promise<ImportPlace> {
  const { clockOffset } = await districtOf(districtId, platform);
  return { importId: newId(), districtId, schoolId: null, by, platform, now: () => Date.now() + clockOffset };
}

/** Makes the changes as the engine would, `size` at a time. @param cut stops after so many writes, as a crash does */
export async function applyRead(
  { districtId, platform }: { districtId: string; platform: Platform },
  { changes }: Pick<Read, 'changes'>,
  { size = 500, from = 0, cut = Infinity }: { size?: number; from?: number; cut?: number } = {},
): Promise<{ refused: number }> {
  const place = await placeOf(districtId, newId(), platform);
  let writes = 0;
  let refused = 0;
  for (const thing of rosterKind.things) {
    const own = changes.filter((change) => change.thing === thing);
    for (const some of chunksOf(own, size)) {
      if (writes++ < from) continue;
      if (writes > cut) return { refused };
      refused += (await rosterKind.apply(thing, some, place)).length;
    }
  }
  return { refused };
}

export function countsOf({ changes }: Pick<Read, 'changes'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { thing, op } of changes) counts[`${thing} ${op}`] = (counts[`${thing} ${op}`] ?? 0) + 1;
  return counts;
}

/** A district of two schools with some classes in 1.2: `pupils` in each class, a teacher, and a guardian for each pupil. */
export function aDistrictFile({ classes = 2, pupils = 3 } = {}): Tables {
  const schools = ['S1', 'S2'];
  const inClasses = schools.flatMap((school) =>
    Array.from({ length: classes }, (_, n) => ({ school, key: `${school}-c${n}`, n })),
  );
  const people = (role: string, count: number) =>
    inClasses.flatMap(({ school, key }) =>
      Array.from({ length: count }, (_, n) => ({ school, class: key, code: `${key}-${role}${n}`, role })),
    );
  const everyone = [...people('teacher', 1), ...people('student', pupils), ...people('guardian', pupils)];
  return {
    orgs: [
      { sourcedId: 'D', name: 'Riverside', type: 'district', parentSourcedId: '' },
      ...schools.map((key) => ({
        sourcedId: key,
        name: `School ${key}`,
        type: 'school',
        parentSourcedId: 'D',
      })),
    ],
    academicSessions: [
      { sourcedId: 'T', title: 'Spring', type: 'term', startDate: '2026-01-05', endDate: '2026-07-18' },
    ],
    courses: [{ sourcedId: 'M', title: 'Mathematics' }],
    classes: inClasses.map(({ school, key, n }) => ({
      ...{ sourcedId: key, title: `${n + 7}B Mathematics`, courseSourcedId: 'M', classCode: `${n + 7}B` },
      ...{ location: 'Room 1', schoolSourcedId: school, termSourcedIds: 'T' },
    })),
    users: everyone.map(({ code, role }) => ({
      ...{ sourcedId: code, enabledUser: 'true', username: code.toLowerCase(), givenName: 'Given' },
      ...{ familyName: code, agentSourcedIds: role === 'student' ? code.replace('student', 'guardian') : '' },
    })),
    roles: everyone.map(({ code, role, school }) => ({
      ...{ sourcedId: `r-${code}`, userSourcedId: code, roleType: 'primary', role },
      ...{ orgSourcedId: school, beginDate: '' },
    })),
    enrollments: everyone
      .filter(({ role }) => role !== 'guardian')
      .map(({ code, role, school, class: key }) => ({
        ...{ sourcedId: `e-${code}`, classSourcedId: key, schoolSourcedId: school },
        ...{ userSourcedId: code, role, beginDate: '', endDate: '' },
      })),
  };
}

/** Who is what and where in a district, without the ids and days that differ between two that are the same. */
export async function stateOf(districtId: string): Promise<Record<string, string[]>> {
  const [people, memberships, guardianships, classes, enrolments, teachings, schools] = await Promise.all([
    PersonModel.find({ districtId }).lean(),
    MembershipModel.find({ districtId, schoolId: { $ne: null } }).lean(),
    GuardianshipModel.find({ districtId }).lean(),
    ClassModel.find({ districtId }).lean(),
    EnrolmentModel.find({ districtId }).lean(),
    TeachingModel.find({ districtId }).lean(),
    SchoolModel.find({ districtId }).lean(),
  ]);
  const codes = new Map([...people, ...schools].map(({ _id, code }) => [_id, code]));
  const classCodes = new Map(
    classes.map((each) => [each._id, `${codes.get(each.schoolId) ?? ''} ${each.code}`]),
  );
  const of = (id: string | null): string => codes.get(id ?? '') ?? classCodes.get(id ?? '') ?? '';
  const spell = ({ from, to, rostered }: { from: string; to: string | null; rostered?: boolean }): string =>
    `${from} ${to ?? ''} ${rostered === true ? 'rostered' : 'by hand'}`;
  const lines = {
    schools: schools.map(({ code, name }) => `${code} ${name}`),
    people: people
      .filter(({ code }) => !code.startsWith('admin-'))
      .map((each) => `${each.code} ${each.givenName} ${each.familyName} ${each.email ?? ''}`),
    roles: memberships.map((each) => `${of(each.personId)} ${each.role} ${of(each.schoolId)} ${spell(each)}`),
    guardianships: guardianships.map(
      (each) => `${of(each.guardianId)} ${of(each.pupilId)} ${of(each.schoolId)} ${each.to ?? ''}`,
    ),
    classes: classes.map(
      (each) => `${of(each._id)} ${each.name} ${each.subject} ${each.room ?? ''} ${String(each.rostered)}`,
    ),
    enrolments: enrolments.map((each) => `${of(each.classId)} ${of(each.pupilId)} ${spell(each)}`),
    teachings: teachings.map((each) => `${of(each.classId)} ${of(each.personId)} ${spell(each)}`),
  };
  return Object.fromEntries(Object.entries(lines).map(([name, each]) => [name, each.sort()]));
}
