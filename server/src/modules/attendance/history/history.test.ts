import { codesOf, noCounts, type Counts } from '@quad/shared/attendance';
import type { ImportChange, ImportDetails, ImportRefusal } from '@quad/shared/imports';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { registerId } from '../register.repository';
import { RegisterModel } from '../register.model';
import { DaySummaryModel } from '../summaries/summary.model';
import { ImportChangeModel } from '../../../platform/imports/import.model';
import { HistoryRowModel } from './history-row.model';
import { letterNamed } from './letter-named';

let test: TestApp;
let school: ASchool;
let admin: Agent;
beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '07:00');
  admin = await test.signIn(school.admin);
});
afterAll(() => test.stop());

const at = '/api/v1/imports';
const get = async <T>(path: string): Promise<T> => (await admin.get(path)).body as T;

async function handIn(kind: string, lines: readonly string[]): Promise<ImportDetails & { id: string }> {
  const asked = admin.post(`${at}?kind=${kind}&fileName=${kind}.csv&schoolId=${school.schoolId}`);
  const { body } = await asked.set('Content-Type', 'text/csv').send(lines.join('\r\n'));
  const { importId: id } = body as { importId: string };
  return { ...(await until(id, (state) => state !== 'reading')), id };
}
function until(id: string, is: (state: string) => boolean): Promise<ImportDetails> {
  return eventually(async () => {
    const found = await get<ImportDetails>(`${at}/${id}`);
    return is(found.state) && found;
  });
}
async function apply(id: string): Promise<ImportDetails> {
  await admin.post(`${at}/${id}/apply`).send({});
  return until(id, (state) => state !== 'applying');
}
const refusalsOf = async (id: string): Promise<ImportRefusal[]> =>
  (await get<{ rows: ImportRefusal[] }>(`${at}/${id}/refusals`)).rows;
const changesOf = async (id: string): Promise<ImportChange[]> =>
  (await get<{ rows: ImportChange[] }>(`${at}/${id}/changes`)).rows;
/** As after a crash between the writing and the noting of it: the same changes once more. */
async function applyAgain(kind: 'timetable' | 'history', importId: string): Promise<readonly unknown[]> {
  const { platform } = test.app;
  const { districtId, schoolId } = school;
  const place = {
    importId,
    districtId,
    schoolId,
    by: school.pupils[0] ?? '',
    platform,
    now: () => Date.now(),
  };
  const imports = platform.imports.kindOf(kind);
  const refused = (imports?.things ?? []).map(async (thing) => {
    const changes = await ImportChangeModel.find({ importId, thing }).sort({ n: 1 }).lean();
    return (await imports?.apply(thing, changes, place)) ?? [];
  });
  return (await Promise.all(refused)).flat();
}
const idOf = (classId: string, date: string, period: string): string =>
  registerId({ schoolId: school.schoolId, classId, date, period });

describe('a timetable that is brought in', () => {
  const lines = () => [
    'Weekday;CLASS_CODE;period;start;end;room;teacher_username',
    `Wednesday;MAT;1;08:55;09:45;;${school.teacher}`,
    `3;MAT;3;10:45;11:35;B2;${school.teacher}`,
    'Wed;NOPE;1;08:55;09:45;;',
  ];

  it('changes the lessons of the classes it names, and their registers are there at once', async () => {
    const read = await handIn('timetable', lines());
    expect(read).toMatchObject({
      ...{ state: 'ready', refusals: 1 },
      counts: { period: { add: 1, same: 1 }, lesson: { add: 1, same: 1, end: 4 }, teaching: { same: 1 } },
    });
    expect(await refusalsOf(read.id)).toMatchObject([
      { line: 4, column: 'class_code', value: 'NOPE', sentence: expect.stringContaining('“NOPE”') },
    ]);
    expect(await apply(read.id)).toMatchObject({ state: 'done' });
    const born = await eventually(() =>
      RegisterModel.findById(idOf(school.mathematics, '2026-03-04', '3')).lean(),
    );
    expect(born).toMatchObject({ starts: '10:45', room: 'B2', marks: { length: 3 } });
    expect(await applyAgain('timetable', read.id)).toEqual([]);
    const again = await handIn('timetable', lines());
    expect(again).toMatchObject({ changes: 0, counts: { lesson: { same: 2 }, period: { same: 2 } } });
  });

  it('is refused whole when its columns are not the ones it should have', async () => {
    const { why, changes } = await handIn('timetable', [
      'class_code,weekday,periode,start,end',
      'MAT,1,1,08:55,09:45',
    ]);
    expect(changes).toBe(0);
    expect(why).toMatchObject({ code: 'columnsWrong', sentence: expect.stringContaining('periode') });
  });
});

describe('registers that are brought in', () => {
  const pupil = (n: number): string => school.student.replace('student', `pupil${n}`);
  const header = 'student_id,date,class_code,period,code,minutes,note';
  const good = () => [
    `${pupil(0)},2026-03-03,HIS,2,P,,`,
    `${pupil(0)},2026-03-02,HIS,,late,7,bus`,
    `${pupil(1)},2026-03-02,HIS,Period 2,A,,`,
    `${pupil(2)},2026-03-02,HIS,2,Excused,,`,
    `${pupil(1)},2026-03-03,HIS,,Absent,,`,
    `${pupil(0)},2026-02-28,HIS,2,P,,`,
  ];

  it('have the marks of the file, in any order, and count in every summary', async () => {
    const read = await handIn('history', [header, ...good()]);
    expect(read).toMatchObject({
      state: 'ready',
      counts: { register: { add: 3 } },
      refusals: 0,
      warnings: 1,
    });
    expect((await changesOf(read.id)).map(({ label }) => label)).toContain(
      '7B History · 2026-03-02 · Period 2 · 3 marks',
    );
    expect(await refusalsOf(read.id)).toMatchObject([{ line: 7, severity: 'warning', code: 'noSchoolDay' }]);
    expect(await RegisterModel.countDocuments({ date: '2026-03-02' })).toBe(0);
    expect(await HistoryRowModel.countDocuments()).toBe(0);
    expect(await apply(read.id)).toMatchObject({ state: 'done', refusals: 0 });

    const register = await RegisterModel.findById(idOf(school.history, '2026-03-02', '2')).lean();
    expect(register).toMatchObject({
      status: 'closed',
      counts: { late: 1, absent: 1, excused: 1, unmarked: 0 },
    });
    expect(register?.log).toMatchObject([
      { kind: 'mark', role: 'office', reason: 'Brought in from another system' },
      { kind: 'close' },
    ]);
    expect(await applyAgain('history', read.id)).toEqual([]);
    expect(await RegisterModel.findById(register?._id).lean()).toEqual(register);
    expect(register?.marks.find(({ code }) => code === 'L')).toMatchObject({ minutes: 7, note: 'bus' });
    const counts = (given: Partial<Counts>): Counts => ({ ...noCounts(), ...given });
    const summaryOf = (date: string) =>
      eventually(() => DaySummaryModel.findOne({ schoolId: school.schoolId, date }).lean());
    expect((await summaryOf('2026-03-02')).counts).toEqual(counts({ late: 1, absent: 1, excused: 1 }));
    expect((await summaryOf('2026-03-03')).counts).toEqual(counts({ present: 1, absent: 1 }));
  });

  it('stand as they are when the file comes again, and stay when another says otherwise', async () => {
    expect(await handIn('history', [header, ...good()])).toMatchObject({
      ...{ changes: 0, refusals: 0 },
      counts: { register: { same: 3 } },
    });
    const other = await handIn('history', [header, `${pupil(0)},2026-03-03,HIS,2,A,,`]);
    expect(other.changes).toBe(0);
    expect(await refusalsOf(other.id)).toMatchObject([{ line: 2, code: 'registerTaken' }]);
  });

  it('fill a register that was opened and never begun, with who was not on its roll', async () => {
    const key = { schoolId: school.schoolId, classId: school.history, date: '2026-02-27', period: '2' };
    const office = await test.signIn(school.office);
    await office.put(`/api/v1/registers/${registerId(key)}`).send(key);
    const read = await handIn('history', [header, `${pupil(1)},2026-02-27,HIS,2,A,,`]);
    expect(await apply(read.id)).toMatchObject({ state: 'done', refusals: 0 });
    const register = await RegisterModel.findById(registerId(key)).lean();
    expect(register).toMatchObject({ status: 'closed', counts: { absent: 1, unmarked: 2 } });
  });

  it('are refused line by line', async () => {
    const read = await handIn('history', [
      header,
      `${pupil(0)},2026-03-04,HIS,2,P,,`,
      `${pupil(0)},2026-02-30,HIS,2,P,,`,
      `${pupil(0)},2026-02-26,XXX,2,P,,`,
      `nobody,2026-02-26,HIS,2,P,,`,
      `${school.teacher},2026-02-26,HIS,2,P,,`,
      `${pupil(0)},2026-02-26,HIS,9,P,,`,
      `${pupil(0)},2026-02-28,HIS,,P,,`,
      `${pupil(0)},2026-02-26,HIS,2,Z,,`,
      `${pupil(0)},2026-02-26,HIS,2,P,,`,
      `${pupil(0)},2026-02-26,HIS,2,A,,`,
      `${pupil(1)},2026-02-26,HIS,2,L,soon,`,
      `${pupil(1)},2026-02-26,HIS,2,L,,`,
      `${pupil(2)},2026-02-26,HIS,2,P,5,`,
    ]);
    const said = (await refusalsOf(read.id)).sort((a, b) => a.line - b.line);
    expect(said.map(({ line, code }) => `${line} ${code}`)).toEqual([
      ...['2 notPast', '3 noDate', '4 classUnknown', '5 pupilUnknown', '6 pupilElsewhere', '7 periodUnknown'],
      ...['8 periodNeeded', '9 codeUnknown', '11 pupilTwice', '12 noMinutes', '13 minutesMissing'],
      '14 minutesIgnored',
    ]);
    expect(read).toMatchObject({ refusals: 10, warnings: 2, counts: { register: { add: 1 } } });
  });
});

it('a code is known by its letter, its name or a usual word', () => {
  const named = (given: string, starts = '09:00') => letterNamed('england', given, starts);
  expect(['L', 'l', 'Present', 'illness', 'Absent', 'tardy', '?'].map((given) => named(given))).toEqual([
    ...['L', 'L', '/', 'I', 'N', 'L'],
    null,
  ]);
  expect(named('present', '13:00')).toBe('\\');
  expect(codesOf('england').every(({ letter }) => named(letter) === letter)).toBe(true);
});
