import { describe, expect, it } from 'vitest';
import type { Lesson, SchoolClass, Teaching } from '../class.model';
import { planTimetable, type TimetablePlan } from './plan-timetable';
import type { TimetableNow } from './take-rows';
import { timetableRow, type TimetableColumn, type TimetableRow } from './timetable-row';

const place = { districtId: 'd', schoolId: 's' };
const aClass = (_id: string): SchoolClass => ({
  ...{ _id, ...place, code: _id.toUpperCase(), name: `Class ${_id}`, subject: '', room: 'Home', to: null },
});
const aLesson = (_id: string, classId: string, weekday: number, fields: Partial<Lesson> = {}): Lesson => ({
  ...{ _id, ...place, classId, weekday, period: '1', room: 'Home', from: '2026-01-05', to: null, ...fields },
});
const teaching: Teaching = {
  _id: 't',
  ...place,
  classId: 'a',
  personId: 'rao',
  from: '2026-01-05',
  to: null,
};
const teacher = (personId: string, to: string | null = null) => ({
  ...{ personId, name: `Ms ${personId}`, spells: [{ from: '2025-09-01', to }] },
});
const now: TimetableNow = {
  ...{ today: '2026-03-04', begins: '2026-03-04' },
  bells: [{ period: '1', name: 'Period 1', starts: '09:00', ends: '10:00' }],
  classes: [aClass('a'), aClass('b')],
  lessons: [aLesson('l1', 'a', 1), aLesson('l2', 'a', 2)],
  teachings: [teaching],
  teachers: new Map([
    ['rao', teacher('rao')],
    ['lind', teacher('lind')],
    ['left', teacher('left', '2025-12-31')],
    ['stranger', { ...teacher('stranger'), spells: [] }],
  ]),
};

const columns = [
  ...(['class_code', 'weekday', 'period', 'start', 'end', 'room', 'teacher_username'] as const),
  ...(['valid_from', 'valid_to'] as const),
] satisfies TimetableColumn[];
function fieldsOf(row: string): Partial<Record<TimetableColumn, string>> {
  const values = row.split(',');
  return Object.fromEntries(columns.map((column, i) => [column, values[i]?.trim() ?? '']));
}
function plan(rows: readonly string[], at: Partial<TimetableNow> = {}): TimetablePlan {
  const read = rows.map((row, i) => timetableRow(i + 2, fieldsOf(row)) as TimetableRow);
  return planTimetable(read, { ...now, ...at });
}
const told = ({ changes }: TimetablePlan) => changes.map(({ op, thing, label }) => `${op} ${thing} ${label}`);
const refused = ({ refusals }: TimetablePlan) => refusals.map(({ line, code }) => `${line} ${code}`);

describe('a row', () => {
  it.each([
    ['A,Wed,1,9:00,10:00:00', { weekday: 3, starts: '09:00', ends: '10:00', room: null, from: null }],
    ['A,7,1,09:00,10:00,B2,RAO,2026-03-01,', { weekday: 7, room: 'B2', login: 'rao', from: '2026-03-01' }],
    [',Wed,1,09:00,10:00', { column: 'class_code', code: 'valueMissing' }],
    ['A,8,1,09:00,10:00', { column: 'weekday', code: 'weekdayUnknown' }],
    ['A,T,1,09:00,10:00', { column: 'weekday', code: 'weekdayUnknown' }],
    ['A,1,1,nine,10:00', { column: 'start', code: 'noTime', value: 'nine' }],
    ['A,1,1,09:00,24:00', { column: 'end', code: 'noTime' }],
    ['A,1,1,10:00,09:00', { column: 'end', code: 'endsBeforeStart' }],
    ['A,1,1,09:00,10:00,,,2026-02-30,', { column: 'valid_from', code: 'noDate' }],
    ['A,1,1,09:00,10:00,,,2026-03-02,2026-03-01', { column: 'valid_to', code: 'endsBeforeStart' }],
  ])('%s', (row, expected) => {
    expect(timetableRow(2, fieldsOf(row))).toMatchObject({ line: 2, ...expected });
  });
});

describe('a timetable', () => {
  it('adds what is new, ends what its classes no longer have, and leaves other classes alone', () => {
    const other = aLesson('l3', 'b', 1);
    const found = plan(['A,Mon,1,09:00,10:00,,rao', 'a,Wed,2,10:00,11:00,B2,lind'], {
      lessons: [...now.lessons, other],
    });
    expect(told(found)).toEqual([
      'add period 2',
      'add teaching Class a · Ms lind',
      'add lesson Class a · Wednesday · 2',
      'end lesson Class a · Tuesday · Period 1',
    ]);
    expect(found.changes.map(({ write }) => write).slice(2)).toEqual([
      { classId: 'a', weekday: 3, period: '2', room: 'B2', from: '2026-03-04', to: null },
      { lessonId: 'l2', set: { to: '2026-03-03' } },
    ]);
    expect(found.same).toEqual({ period: 1, teaching: 1, lesson: 1 });
  });

  it('changes nothing where all stands, whenever it began', () => {
    const found = plan(['A,1,period 1,09:00,10:00,Home,rao,2026-02-01,', 'A,2,1,09:00,10:00']);
    expect(told(found)).toEqual([]);
    expect(found.same.lesson).toBe(2);
  });

  it('moves a period, a room and the days a lesson holds', () => {
    const found = plan(['A,1,1,09:05,10:05,C3', 'A,2,1,09:05,10:05,,,2025-09-01,2026-07-01']);
    expect(
      found.changes.map(({ op, fields }) => [op, ...fields.map((f) => `${f.field} ${f.after ?? ''}`)]),
    ).toEqual([
      ['change', 'starts 09:05', 'ends 10:05'],
      ['change', 'room C3'],
      ['change', 'from 2025-09-01', 'to 2026-07-01'],
    ]);
  });

  it('begins with the next term where a school has no lessons yet and none is on', () => {
    const found = plan(['A,1,1,09:00,10:00'], { lessons: [], begins: '2026-04-20' });
    expect(found.changes[0]?.write).toMatchObject({ from: '2026-04-20' });
  });

  it('refuses each row that names what is not there, and then ends nothing of its class', () => {
    const found = plan([
      'X,1,1,09:00,10:00',
      'A,1,1,09:10,10:00',
      'A,1,1,09:00,10:00,,nobody',
      'A,3,1,09:00,10:00,,left',
      'A,4,??,11:00,12:00',
      'A,4,3,09:30,10:30',
      'A,4,1,09:00,10:00',
      'A,4,1,09:00,10:00,B2',
      'A,5,1,09:00,10:00,,stranger',
    ]);
    expect(refused(found)).toEqual([
      '2 classUnknown',
      ...[
        '3 periodTimes',
        '4 teacherUnknown',
        '5 notTeacher',
        '6 periodName',
        '7 periodOverlaps',
        '9 lessonTwice',
        '10 teacherUnknown',
      ],
    ]);
    expect(told(found).filter((each) => each.startsWith('end'))).toEqual([]);
    expect(JSON.stringify(found.refusals)).not.toContain('Ms stranger');
    expect(found.unsure).toEqual(['A']);
  });

  it('gives a period the time of its first row and refuses the others', () => {
    const found = plan(['A,1,1,09:05,10:00', 'A,2,1,09:00,10:00']);
    expect(refused(found)).toEqual(['3 periodTimes']);
    expect(found.refusals[0]?.about).toMatchObject({ line: '2', starts: '09:05' });
  });

  it('takes two teachers of one lesson from two rows, and one lesson twice in other weeks', () => {
    const together = ['A,5,1,09:00,10:00,,rao', 'A,5,1,09:00,10:00,,lind'];
    const found = plan([
      ...together,
      'B,5,1,09:00,10:00,,,2026-03-10,2026-03-20',
      'B,5,1,09:00,10:00,,,2026-03-21,',
    ]);
    expect(refused(found)).toEqual([]);
    expect(told(found).filter((each) => each.startsWith('add lesson'))).toHaveLength(3);
  });

  it('warns of a teacher who is in two places at one time', () => {
    const inFile = plan(['A,1,1,09:00,10:00,,lind', 'B,1,1,09:00,10:00,,lind']);
    expect(inFile.warnings).toMatchObject([
      { line: 3, code: 'teacherBusy', about: { name: 'Ms lind', className: 'Class a' } },
    ]);
    const beside = plan(['B,1,1,09:00,10:00,,rao']);
    expect(beside.warnings).toMatchObject([{ line: 2, about: { className: 'Class a' } }]);
    expect(plan(['B,1,1,09:00,10:00,,rao,,2026-01-10']).warnings).toEqual([]);
  });
});
