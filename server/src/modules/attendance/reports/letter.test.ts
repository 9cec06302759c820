import { inflateSync } from 'node:zlib';
import { noCounts, type ClassWeek } from '@quad/shared/attendance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { enrolPeople, linkGuardian } from '../../identity';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { inWords, letterPdf } from './letter-pdf';
import { aTakenRegister } from './reports.builders';

let test: TestApp;
let school: ASchool;
let office: Agent;

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-30', '15:30');
  office = await test.signIn(school.office);
  await aTakenRegister(school, { date: '2026-03-27', codes: ['P', 'A', 'L'], minutes: 4, note: 'secret' });
  // the first school day after London's clocks went forward
  await aTakenRegister(school, { date: '2026-03-30', starts: '09:50', codes: ['E', 'P', undefined] });
});
afterAll(() => test.stop());

const letter = (pupil: string, range = 'from=2026-03-01&to=2026-03-31'): string =>
  `/api/v1/pupils/${pupil}/letter?${range}`;

describe('the letter about a pupil', () => {
  it('is a PDF for the office and for the guardian of the child, and for nobody else', async () => {
    const { districtId, schoolId, pupils } = school;
    const place = { districtId, schoolId, from: '2026-01-05' };
    const login = `guardian-${schoolId.slice(-6)}`;
    const guardian = {
      code: login,
      givenName: 'G',
      familyName: 'T',
      role: 'guardian' as const,
      login,
      password,
    };
    const ids = await enrolPeople(place, [guardian], test.app.platform.hasher);
    await linkGuardian(place, ids.get(login) ?? '', pupils[1]!);
    const parent = await test.signIn(login);
    for (const agent of [office, parent]) {
      const answer = await agent.get(letter(pupils[1]!)).buffer();
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/pdf');
      expect((answer.body as Buffer).toString('latin1', 0, 5)).toBe('%PDF-');
    }
    expect((await parent.get(letter(pupils[2]!))).status).toBe(404);
    expect((await test.anonymous.get(letter(pupils[1]!))).status).toBe(401);
    expect((await (await test.signIn(school.teacher)).get(letter(pupils[1]!))).status).toBe(403);
    const other = await aSchool(test.app.platform, { password });
    expect((await office.get(letter(other.pupils[0]!))).status).toBe(404);
    expect((await office.get(letter(pupils[1]!, 'from=2026-03-31&to=2026-03-01'))).status).toBe(422);
  });

  it('writes names with the letters of their languages and goes over pages', async () => {
    const absences = Array.from({ length: 90 }, (_, i) => ({
      date: `2026-0${1 + Math.floor(i / 28)}-${String(1 + (i % 28)).padStart(2, '0')}`,
      ...{ lessons: 'Period 1', reasons: 'Illness', missed: 1_000 },
    }));
    const sum = { counts: noCounts(), possible: 100_000, attended: 10_000, unexplained: 0 };
    const parts: Buffer[] = [];
    const words = { school: 'Szkoła Ångström', pupil: 'Chloé Wójcik Nguyễn Đặng', madeBy: 'Дмитрий Ωmega' };
    const rest = {
      from: '2026-01-05',
      to: '2026-03-31',
      asOf: '2026-03-30T15:30:00+01:00',
      timeZone: 'Europe/London',
    };
    for await (const part of letterPdf({ ...words, ...rest, sum, absences })) parts.push(Buffer.from(part));
    const pdf = Buffer.concat(parts);
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)!.length).toBeGreaterThanOrEqual(2);
    const shown = unicodeOf(pdf);
    for (const letterOf of 'Chloéójckłyễ Đặng Ångśtröm Дмитрий Ω'.replaceAll('ś', '').replaceAll(' ', ''))
      expect(shown, letterOf).toContain(letterOf);
  });

  it('says in plain words what the figures say', () => {
    const sum = { counts: noCounts(), possible: 20_000, attended: 20_000, unexplained: 0 };
    expect(inWords('Amara', sum)).toBe('Amara was at school on every day that was recorded.');
    expect(inWords('Amara', { ...sum, possible: 0, attended: 0 })).toContain('No attendance');
    const tenth = inWords('Amara', { ...sum, attended: 18_000, unexplained: 1 });
    expect(tenth).toContain('18 of 20 days and missed 2. That is one day in ten or more');
    expect(tenth).toContain('For one lesson we do not know the reason yet');
    expect(inWords('Amara', { ...sum, attended: 18_500 })).not.toContain('one day in ten');
  });
});

describe('a class’s week to print', () => {
  const week = (of: ASchool, name = '2026-W13', classId = of.mathematics): string =>
    `/api/v1/schools/${of.schoolId}/classes/${classId}/week?week=${name}`;

  it('is every lesson of the week with everybody’s mark under it', async () => {
    const answer = await office.get(week(school));
    const grid = answer.body as ClassWeek;
    expect(grid).toMatchObject({ className: '7B Mathematics', from: '2026-03-23', to: '2026-03-29' });
    expect(grid.lessons.map(({ date, starts, taken }) => `${date} ${starts} ${taken}`)).toEqual([
      ...['2026-03-23 08:55 false', '2026-03-24 08:55 false', '2026-03-25 08:55 false'],
      ...['2026-03-26 08:55 false', '2026-03-27 08:55 false', '2026-03-27 08:55 true'],
    ]);
    expect(grid.pupils.map((pupil) => pupil.name)).toEqual(['Test, Pupil0', 'Test, Pupil1', 'Test, Pupil2']);
    expect(grid.pupils[2]!.marks.at(-1)).toEqual({ code: 'L', minutes: 4 });
    expect(JSON.stringify(grid)).not.toContain('secret');
    const next = (await office.get(week(school, '2026-W14'))).body as ClassWeek;
    expect(next.from).toBe('2026-03-30');
    expect(next.pupils[2]!.marks[next.lessons.findIndex(({ taken }) => taken)]).toBeNull();
  });

  it('is shown to whoever teaches the class and refused to others', async () => {
    const teacher = await test.signIn(school.teacher);
    expect((await teacher.get(week(school))).status).toBe(200);
    expect((await teacher.get(week(school, '2026-W13', school.history))).status).toBe(403);
    expect((await test.anonymous.get(week(school))).status).toBe(401);
    expect((await (await test.signIn(school.student)).get(week(school))).status).toBe(403);
    const other = await aSchool(test.app.platform, { password });
    expect((await office.get(week(other))).status).toBe(404);
    expect((await office.get(week(school, '2026-W13', other.mathematics))).status).toBe(404);
    expect((await office.get(week(school, '2025-W53'))).status).toBe(422);
    expect((await office.get(week(school, '9999-W52'))).status).toBe(422);
    expect((await office.get(week(school, 'March'))).status).toBe(422);
  });
});

/** The characters a PDF's fonts were told they stand for (their ToUnicode maps). */
function unicodeOf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  let shown = '';
  for (const { index, 0: head } of text.matchAll(/stream\r?\n/g)) {
    const start = index + head.length;
    const end = text.indexOf('endstream', start);
    let content = '';
    try {
      content = inflateSync(pdf.subarray(start, end)).toString('latin1');
    } catch {
      continue; // a font file or a picture
    }
    if (!content.includes('beginbfrange')) continue;
    for (const [, hex = ''] of content.matchAll(/<([0-9a-f]{4,})>/gi))
      for (let i = 0; i + 4 <= hex.length; i += 4)
        shown += String.fromCharCode(Number.parseInt(hex.slice(i, i + 4), 16));
  }
  return shown;
}
