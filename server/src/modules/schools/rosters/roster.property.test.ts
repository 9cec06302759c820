import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/database/connect';
import { password, startTestApp, type TestApp } from '../../../testing/test-app';
import { dangerouslyCreateDistrict } from '../create-district';
import {
  aDistrictFile,
  applyRead,
  countsOf,
  filesOf,
  readZip,
  stateOf,
  zipped,
  type Tables,
} from './roster.builders';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());

async function aDistrict() {
  const code = newId().slice(-8);
  const admin = { givenName: 'Ada', familyName: 'Admin', login: `admin-${code}`, password };
  const { platform } = test.app;
  const { districtId } = await dangerouslyCreateDistrict(
    { code, name: 'Test district', timeZone: 'Europe/London', admin },
    platform,
  );
  await test.setClock(districtId, '2026-03-04', '08:50');
  return { districtId, platform };
}

/** Sign-in names are the installation's, so none: each run has a district of its own. */
function aRoster(): Tables {
  const file = aDistrictFile({ classes: 2, pupils: 2 });
  return { ...file, users: file.users!.map((row) => ({ ...row, username: '' })) };
}

const day = fc.constantFrom(
  '',
  '2025-09-01',
  '2026-02-02',
  '2026-03-03',
  '2026-03-04',
  '2026-03-05',
  '2026-09-01',
);
const status = fc.constantFrom('', '', '', 'active', 'tobedeleted', 'inactive');
/** Some rows of a roster with other days, other states, or another person's, class's or school's id. */
const edits = fc.array(
  fc.record({
    table: fc.constantFrom('users', 'roles', 'enrollments', 'classes'),
    row: fc.nat(30),
    set: fc.oneof(
      fc.record({ status }),
      fc.record({ beginDate: day, endDate: day }),
      fc.record({ userSourcedId: fc.constantFrom('S1-c0-student0', 'S2-c1-student1', 'S1-c0-teacher0') }),
      fc.record({ classSourcedId: fc.constantFrom('S1-c0', 'S1-c1', 'S2-c0') }),
      fc.record({
        orgSourcedId: fc.constantFrom('S1', 'S2', 'D'),
        role: fc.constantFrom('teacher', 'parent', 'aide'),
      }),
      fc.constant(null),
    ),
  }),
  { maxLength: 12 },
);

function edited(tables: Tables, changes: { table: string; row: number; set: object | null }[]): Tables {
  const after = structuredClone(tables);
  for (const { table, row, set } of changes) {
    const rows = after[table] ?? [];
    const at = row % Math.max(1, rows.length);
    if (set === null) rows.splice(at, 1);
    else rows[at] = { ...rows[at], ...set };
  }
  return after;
}

describe('any roster', () => {
  it('read again after it was applied changes nothing, and so does the next', async () => {
    const run = fc.asyncProperty(edits, edits, async (first, second) => {
      const place = await aDistrict();
      for (const file of [edited(aRoster(), first), edited(aRoster(), second)]) {
        const zip = zipped(filesOf(file));
        const { refused } = await applyRead(place, await readZip(place, zip));
        expect([refused, (await readZip(place, zip)).changes]).toEqual([0, []]);
      }
    });
    await fc.assert(run, { numRuns: 4 });
  }, 120_000);

  it('cut off anywhere and gone on with ends as if it had not been', async () => {
    const [whole, cut] = [await aDistrict(), await aDistrict()];
    const run = fc.asyncProperty(edits, fc.integer({ min: 1, max: 12 }), async (changes, at) => {
      const zip = zipped(filesOf(edited(aRoster(), changes)));
      const [plan, other] = [await readZip(whole, zip), await readZip(cut, zip)];
      await applyRead(whole, plan, { size: 7 });
      // the last write was made and not noted
      await applyRead(cut, other, { size: 7, cut: at });
      await applyRead(cut, other, { size: 7, from: at - 1 });
      expect(await stateOf(cut.districtId)).toEqual(await stateOf(whole.districtId));
    });
    await fc.assert(run, { numRuns: 3 });
  }, 120_000);

  it('however broken is refused or read, and changes nothing by being read', async () => {
    const place = await aDistrict();
    await applyRead(place, await readZip(place, zipped(filesOf(aRoster()))));
    const before = await stateOf(place.districtId);
    const files = filesOf(aRoster());
    const damage = fc.record({
      file: fc.constantFrom(...Object.keys(files)),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(60),
      put: fc.constantFrom(
        '',
        '"',
        ',',
        '\n',
        '\u0000',
        '\uFFFD',
        'x',
        ',,,,',
        '""',
        '\r',
        "'",
        '=1+1',
        '🙂',
        '__proto__',
      ),
    });
    const run = fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
      const broken = { ...files };
      for (const { file, at, length, put } of damages) {
        const text = broken[file] ?? '';
        const from = Math.floor(at * text.length);
        broken[file] = text.slice(0, from) + put + text.slice(from + length);
      }
      await readZip(place, zipped(broken));
      expect(await stateOf(place.districtId)).toEqual(before);
    });
    await fc.assert(run, { numRuns: 20 });
    const zip = zipped(files);
    const bytes = fc.asyncProperty(fc.nat(zip.length - 1), fc.nat(255), async (at, byte) => {
      const flipped = Buffer.from(zip);
      flipped[at] = byte;
      await readZip(place, flipped);
    });
    await fc.assert(bytes, { numRuns: 15 });
    expect(await stateOf(place.districtId)).toEqual(before);
  });
});

const samples = resolve(import.meta.dirname, '../../../../../../shared/data/oneroster');
describe.skipIf(!existsSync(samples))(`the sample sets in ${samples}`, () => {
  it('1.2 goes through', async () => {
    const place = await aDistrict();
    const zip = await readFile(join(samples, 'v1p2-sample.zip'));
    const plan = await readZip(place, zip);
    expect([plan.unusable, plan.said]).toEqual([null, []]);
    expect(countsOf(plan)).toEqual({
      ...{ 'school add': 1, 'class add': 1, 'term add': 1 },
      ...{ 'person add': 1, 'role add': 1, 'enrolment add': 1 },
    });
    expect(JSON.stringify(plan)).not.toContain('Batman.Ru1ez');
    await applyRead(place, plan);
    expect((await readZip(place, zip)).changes).toEqual([]);
  });

  it('1.1 goes through with what it lacks named', async () => {
    const place = await aDistrict();
    const names = await readdir(join(samples, 'v1p1'));
    const files = await Promise.all(
      names.map(async (name) => [name, await readFile(join(samples, 'v1p1', name), 'utf8')] as const),
    );
    const zip = zipped(Object.fromEntries(files));
    const plan = await readZip(place, zip);
    expect(plan.unusable).toBeNull();
    expect(plan.said).toEqual([
      ...[2, 3, 4].map(
        (line) =>
          `classes.csv: line ${line} names session 1, which is not in academicSessions.csv; the class is taken without it`,
      ),
    ]);
    expect(countsOf(plan)).toEqual({
      ...{ 'school add': 2, 'class add': 3, 'person add': 2, 'role add': 2, 'enrolment add': 3 },
    });
    const notices = plan.notices.map(({ file, code }) => `${file ?? ''} ${code}`);
    expect(notices).toContain('academicSessions.csv bulkWithoutRows');
    expect(notices).toContain('users.csv columnsRenamed');
    await applyRead(place, plan);
    expect((await readZip(place, zip)).changes).toEqual([]);
  });
});
