import type { z } from 'zod';
import type { schoolImport } from '@quad/shared/schools';
import { addDays } from '@quad/shared/platform';
import { drawNames } from './names';
import { seeded } from './random';

type School = z.output<typeof schoolImport>;

export const timeZone = 'Europe/London';
/** A Wednesday in spring at five to nine: the first lesson is about to begin. */
export const demoStart = { date: '2026-03-04', time: '08:55' };

const terms = [
  { name: 'Autumn term', from: '2025-09-01', to: '2025-12-19' },
  { name: 'Spring term', from: '2026-01-05', to: '2026-04-02' },
  { name: 'Summer term', from: '2026-04-20', to: '2026-07-22' },
];
const days = [
  ...range('2025-10-27', 5).map((date) => ({ date, kind: 'holiday' as const })),
  ...range('2026-02-16', 5).map((date) => ({ date, kind: 'holiday' as const })),
  ...range('2026-05-25', 5).map((date) => ({ date, kind: 'holiday' as const })),
  { date: '2026-01-05', kind: 'teacherOnly' as const },
  { date: '2026-01-28', kind: 'weather' as const },
  { date: '2026-05-04', kind: 'holiday' as const },
];
const periods = [
  { period: 'reg', name: 'Registration', starts: '08:40', ends: '08:55' },
  { period: '1', name: 'Period 1', starts: '08:55', ends: '09:45' },
  { period: '2', name: 'Period 2', starts: '09:50', ends: '10:40' },
  { period: '3', name: 'Period 3', starts: '11:00', ends: '11:50' },
  { period: '4', name: 'Period 4', starts: '11:55', ends: '12:45' },
  { period: '5', name: 'Period 5', starts: '14:10', ends: '15:00' },
];
const cohorts = ['7B', '7D', '9A', '8C'];
const subjects = ['Mathematics', 'English', 'Science', 'History', 'Art', 'Physical education', 'French'];

const schools = [
  { code: 'HAR', name: 'Harbour Academy', group: 'East', seed: 11 },
  { code: 'LIN', name: 'Linden Park School', group: 'West', seed: 22 },
  { code: 'MOU', name: 'Mount Pleasant High', group: 'West', seed: 33 },
];

/** Known by name so that the first screen has somebody on it. */
const teachersByName = [
  { code: 'HAR-T0', givenName: 'Anjali', familyName: 'Rao', title: 'Ms' },
  { code: 'HAR-T7', givenName: 'Magnus', familyName: 'Lind', title: 'Mr' },
];

/** The three schools of the demo district: people, classes and a timetable in which nobody is in two rooms at once. */
export function demoSchools(): School[] {
  return schools.map(({ code, name, group, seed }) => {
    const random = seeded(seed);
    const sizes = cohorts.map((_, i) => 25 + ((seed + i * 2) % 6));
    const names = drawNames(subjects.length + 1 + sizes.reduce((a, b) => a + b, 0), random);
    const teachers = Array.from({ length: subjects.length + 1 }, (_, i) =>
      teacher(`${code}-T${i}`, names.shift()),
    );
    const groups = cohorts.map((cohort, c) =>
      Array.from({ length: sizes[c] ?? 0 }, (_, i) => pupil(`${code}-${cohort}-${i + 1}`, names.shift())),
    );
    if (code === 'HAR' && groups[0] && groups[2] && groups[3]) {
      groups[0][0] = { code: 'HAR-7B-1', givenName: 'Amara', familyName: 'Okafor' };
      groups[2][0] = { code: 'HAR-9A-1', givenName: 'Obinna', familyName: 'Okafor' };
      groups[3][5] = { code: 'HAR-8C-6', givenName: 'Freya', familyName: 'Lind' };
    }
    const classes = cohorts.flatMap((cohort, c) =>
      classesOf(
        code,
        cohort,
        c,
        (groups[c] ?? []).map((p) => p.code),
      ),
    );
    return { code, name, group, timeZone, terms, days, periods, teachers, pupils: groups.flat(), classes };
  });
}

function teacher(code: string, name = { givenName: '', familyName: '' }): School['teachers'][number] {
  const known = teachersByName.find((t) => t.code === code);
  return known ?? { code, ...name, title: code.endsWith('2') || code.endsWith('5') ? 'Mr' : 'Ms' };
}

function pupil(code: string, name = { givenName: '', familyName: '' }): School['pupils'][number] {
  return { code, ...name };
}

function classesOf(school: string, cohort: string, c: number, pupilCodes: string[]): School['classes'] {
  const common = { pupilCodes, room: null as string | null };
  const registration = {
    ...common,
    code: `${cohort}-REG`,
    name: `${cohort} Registration`,
    subject: 'Registration',
    room: `Room ${c + 1}`,
    teacherCodes: [`${school}-T${c}`],
    lessons: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 'reg' })),
  };
  const taught = subjects.map((subject, s) => ({
    ...common,
    code: `${cohort}-${subject.slice(0, 3).toUpperCase()}`,
    name: `${cohort} ${subject}`,
    subject,
    room: subject === 'Physical education' ? 'Sports hall' : `Room ${10 + s}`,
    // mathematics is taught in pairs: two people who may mark one class
    teacherCodes: s === 0 ? [`${school}-T0`, `${school}-T7`] : [`${school}-T${s}`],
    lessons: [1, 2, 3, 4, 5].flatMap((weekday) =>
      [1, 2, 3, 4, 5]
        .filter((p) => (p - 1 + 2 * c + weekday - 3 + 7) % 7 === s)
        .map((p) => ({ weekday, period: String(p) })),
    ),
  }));
  return [registration, ...taught];
}

function range(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => addDays(first, i));
}
