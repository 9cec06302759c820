import { termOn } from '../timetable';
import { namesOf, idsByLogin, spellsOf } from '../../identity';
import { newId } from '../../../platform/database/connect';
import { dayOn } from '../../../platform/http/day';
import { Unusable, type Reading } from '../../../platform/imports/import-kind';
import { openCsv } from '../../../platform/imports/open-csv';
import {
  ClassModel,
  LessonModel,
  TeachingModel,
  type Lesson,
  type SchoolClass,
  type Teaching,
} from '../class.model';
import { SchoolModel, TermModel, type School, type Term } from '../school.model';
import { planTimetable } from './plan-timetable';
import type { Teacher, TimetableNow } from './take-rows';
import {
  neededColumns,
  timetableColumns,
  timetableRow,
  type RowFault,
  type TimetableRow,
} from './timetable-row';

/** Of one school: more is no timetable. */
const mostRows = 20_000;

/** Reads a school's timetable and says what it changes. @throws Unusable */
export async function readTimetable(reading: Reading): Promise<void> {
  const { fileName: file } = reading;
  const school = await SchoolModel.findOne({
    _id: reading.schoolId ?? '',
    districtId: reading.districtId,
  }).lean<School>();
  if (school === null) throw new Unusable({ code: 'noSchool', file, about: {} });
  const say = ({ line, column, value, code, about }: RowFault, severity: 'refused' | 'warning') =>
    reading.refuse({ file, line, column, value, severity, code, about });
  const rows: TimetableRow[] = [];
  for await (const { line, fields } of openCsv(reading, timetableColumns, neededColumns)) {
    const row = timetableRow(line, fields);
    if ('code' in row) await say(row, 'refused');
    else if (rows.push(row) > mostRows)
      throw new Unusable({ code: 'rowsMany', file, about: { most: String(mostRows) } });
  }
  const { changes, refusals, warnings, same, unsure } = planTimetable(
    rows,
    await nowOf(reading, school, rows),
  );
  for (const refusal of refusals) await say(refusal, 'refused');
  for (const warning of warnings) await say(warning, 'warning');
  for (const change of changes)
    await reading.plan({ ...change, file: change.line === null ? null : file, write: withId(change.write) });
  for (const [thing, count] of Object.entries(same)) reading.same(thing as keyof typeof same, count);
  if (unsure.length > 0)
    reading.notice({ code: 'lessonsKept', file, about: { classes: unsure.slice(0, 20).join(', ') } });
}

/** What a change makes has its id from now on, so that making it twice makes one. */
function withId<W extends object>(write: W): W & { id: string } {
  return { ...write, id: newId() };
}

async function nowOf(
  reading: Reading,
  { _id: schoolId, districtId, timeZone, periods }: School,
  rows: readonly TimetableRow[],
): Promise<TimetableNow> {
  const today = dayOn(reading.now(), timeZone);
  const logins = [...new Set(rows.flatMap(({ login }) => login ?? []))];
  const [classes, lessons, terms, idOf, spells] = await Promise.all([
    ClassModel.find({ schoolId }).limit(5_000).lean<SchoolClass[]>(),
    LessonModel.find({ schoolId }).limit(50_000).lean<Lesson[]>(),
    TermModel.find({ schoolId, removedAt: null }).sort({ from: 1 }).limit(100).lean<Term[]>(),
    idsByLogin(districtId, logins),
    spellsOf('teacher', { districtId, schoolId }, { from: '0000-01-01', to: '9999-12-31' }),
  ]);
  const [teachings, names] = await Promise.all([
    TeachingModel.find({ classId: { $in: classes.map(({ _id }) => _id) } })
      .limit(50_000)
      .lean<Teaching[]>(),
    namesOf([...idOf.values()], districtId, reading.platform),
  ]);
  const held = new Map<string, { from: string; to: string | null }[]>();
  for (const { personId, from, to } of spells)
    held.set(personId, [...(held.get(personId) ?? []), { from, to }]);
  const teachers = new Map<string, Teacher>();
  for (const [login, personId] of idOf)
    teachers.set(login, { personId, name: names[personId] ?? login, spells: held.get(personId) ?? [] });
  // never before today: days that are over would be registers that nobody took
  const coming = termOn(terms, today) === null ? terms.find(({ from }) => from > today) : undefined;
  const begins = lessons.length === 0 ? (coming?.from ?? today) : today;
  return { today, begins, bells: periods, classes, lessons, teachings, teachers };
}
