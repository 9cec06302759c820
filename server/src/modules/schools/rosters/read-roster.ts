import { dayOn } from '../../../platform/http/day';
import { Unusable, type Reading } from '../../../platform/imports/import-kind';
import { districtOf } from '../districts';
import { endMissingEnrolments } from './end-missing-enrolments';
import { endMissingGuardianships, endMissingRoles } from './end-missing';
import { Endings } from './endings';
import { guard } from './guard';
import { openArchive, type Archive } from './open-archive';
import { planClasses, readCourses } from './plan-classes';
import { planEnrolments } from './plan-enrolments';
import { planGuardians, readAgents } from './plan-guardians';
import { planPeople, readRoles } from './plan-people';
import { planRoles } from './plan-roles';
import { planSchools } from './plan-schools';
import { planTerms, readSessions } from './plan-terms';
import { readManifest } from './read-manifest';
import { Roster } from './roster';
import { stageTable } from './stage-table';
import { StagedRows } from './staged-rows';
import { tableNames, type TableName } from './tables';

/** Reads a roster and compares it with what stands, a batch at a time; nothing is changed. @throws Unusable */
export async function readRoster(reading: Reading): Promise<void> {
  if (reading.file.type !== 'application/zip') throw new Unusable({ code: 'notZip', file: null, about: {} });
  const archive = await openArchive(reading.file.path);
  const rows = new StagedRows(reading.importId);
  try {
    await plan(await stage(archive, rows, reading));
  } finally {
    archive.close();
    await rows.clear();
  }
}

async function stage(archive: Archive, rows: StagedRows, reading: Reading): Promise<Roster> {
  const { version, modes } = await readManifest(archive, (notice) => reading.notice(notice));
  const sizes = new Map<TableName, number>();
  const unreadable = new Set<TableName>();
  let lacksAgents = false;
  let done = 0;
  // a row has some 100 bytes; staging is half of the work
  const expected = Math.ceil(archive.bytes / 100);
  const read = (count: number): void => {
    done += count;
    reading.progress(done, 2 * Math.max(done, expected));
  };
  for (const table of tableNames.filter((name) => modes.has(name))) {
    const size = await stageTable(table, { archive, rows, reading, version, read });
    sizes.set(table, size.rows);
    if (size.isUnreadable) unreadable.add(table);
    if (table === 'users') lacksAgents = size.missing.includes('agentSourcedIds');
    if (modes.get(table) !== 'bulk') continue;
    const say = (code: string): void => reading.notice({ code, file: `${table}.csv`, about: {} });
    if (size.rows === 0) say('bulkWithoutRows');
    else if (size.isUnreadable) say('bulkUnreadable');
  }
  const district = await districtOf(reading.districtId, reading.platform);
  const today = dayOn(reading.now(), district.timeZone);
  const { timeZone } = district;
  return new Roster(reading, rows, { version, modes, unreadable, lacksAgents, sizes, today, timeZone });
}

/** In an order in which each step finds what it stands on; what is written first is the kind's affair. */
async function plan(roster: Roster): Promise<void> {
  const endings = new Endings(roster);
  await planSchools(roster);
  await readSessions(roster);
  await readCourses(roster);
  await planClasses(roster);
  await planTerms(roster);
  await planPeople(roster);
  await readRoles(roster);
  await readAgents(roster);
  await endings.endLeaving();
  await planRoles(roster, endings);
  await endMissingRoles(roster, endings);
  await planGuardians(roster);
  await endMissingGuardianships(roster, endings);
  await planEnrolments(roster, endings);
  await endMissingEnrolments(roster, endings);
  await guard(roster);
}
