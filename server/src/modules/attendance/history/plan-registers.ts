import { categories, codeOf, countMarks, isBegun, type Mark } from '@quad/shared/attendance';
import type { Reading } from '../../../platform/imports/import-kind';
import { classNameOf, dayKindOn, hasLessons, type Timetable } from '../../schools';
import { ensureCodesOf } from '../code-sets';
import { RegisterModel, type RegisterRecord } from '../register.model';
import { registerId } from '../register.repository';
import { faultIn, type Fault } from './history-row';
import { HistoryRowModel, type HistoryRow } from './history-row.model';

type GivenMark = Pick<Mark, 'pupil' | 'minutes' | 'note'> & { code: string };

/** A register as a file has it; what the import's `write` is. */
export interface GivenRegister extends Pick<
  RegisterRecord,
  '_id' | 'classId' | 'date' | 'period' | 'periodName' | 'starts' | 'ends' | 'room' | 'codeSet'
> {
  marks: GivenMark[];
}

type Say = (fault: Fault, severity: 'refused' | 'warning') => Promise<void>;
type Standing = Pick<RegisterRecord, '_id' | 'marks' | 'counts' | 'status' | 'codeSet'>;
/** `line` is the first of its rows, which stands for all in what is said of it */
type Gathered = GivenRegister & { line: number; name: string };

const atOnce = 100;
/** As many as one action may name. */
const mostPupils = 400;

/** One change for each register of the staged rows, unless it stands so already or was taken in Quad. */
export async function planRegisters(reading: Reading, timetable: Timetable, say: Say): Promise<void> {
  let waiting: Gathered[] = [];
  const plan = async (): Promise<void> => {
    await planSome(reading, waiting, say);
    waiting = [];
  };
  for await (const rows of byRegister(reading.importId)) {
    const register = await gathered(rows, timetable, say);
    if (register !== null) waiting.push(register);
    if (waiting.length >= atOnce) await plan();
  }
  await plan();
}

async function* byRegister(importId: string): AsyncGenerator<[HistoryRow, ...HistoryRow[]]> {
  const order = { classId: 1, date: 1, period: 1, line: 1 } as const;
  const cursor = HistoryRowModel.find({ importId })
    .sort(order)
    .lean<HistoryRow[]>()
    .cursor({ batchSize: 1_000 });
  try {
    let rows: [HistoryRow, ...HistoryRow[]] | null = null;
    for await (const found of cursor) {
      const row = found;
      const isNext =
        rows !== null && (['classId', 'date', 'period'] as const).every((key) => rows?.[0][key] === row[key]);
      if (rows !== null && isNext) rows.push(row);
      else {
        if (rows !== null) yield rows;
        rows = [row];
      }
    }
    if (rows !== null) yield rows;
  } finally {
    await cursor.close();
  }
}

async function gathered(
  rows: readonly [HistoryRow, ...HistoryRow[]],
  timetable: Timetable,
  say: Say,
): Promise<Gathered | null> {
  const [{ classId, date, period, periodName, starts, ends, room, line }] = rows;
  const { _id: schoolId, codeSet } = timetable.school;
  const name = `${classNameOf(timetable, classId)} · ${date} · ${periodName || starts}`;
  const first = new Map<string, HistoryRow>();
  for (const row of rows) {
    const twin = first.get(row.pupil);
    if (twin === undefined) first.set(row.pupil, row);
    else
      await say(faultIn(row.line, 'student_id', null, 'pupilTwice', { line: String(twin.line) }), 'refused');
  }
  if (first.size > mostPupils) {
    await say(
      faultIn(line, null, null, 'registerBig', { register: name, most: String(mostPupils) }),
      'refused',
    );
    return null;
  }
  const kind = dayKindOn(timetable, date);
  if (!hasLessons(kind)) await say(faultIn(line, 'date', date, 'noSchoolDay', { date, kind }), 'warning');
  const marks = [...first.values()].map(({ pupil, code, minutes, note }): GivenMark => ({
    ...{ pupil, code },
    ...(minutes !== undefined && { minutes }),
    ...(note !== undefined && { note }),
  }));
  const _id = registerId({ schoolId, classId, date, period });
  return { _id, classId, date, period, periodName, starts, ends, room, codeSet, marks, line, name };
}

async function planSome(reading: Reading, registers: readonly Gathered[], say: Say): Promise<void> {
  const found = await RegisterModel.find(
    { _id: { $in: registers.map(({ _id }) => _id) } },
    { marks: 1, counts: 1, status: 1, codeSet: 1 },
  ).lean<Standing[]>();
  await ensureCodesOf(found);
  const standing = new Map(found.map((each) => [each._id, each]));
  for (const { line, name, ...write } of registers) {
    const before = standing.get(write._id);
    const fault = before && whyNot(before, write);
    if (fault === 'same') reading.same('register');
    else if (fault !== undefined && fault !== null)
      await say(faultIn(line, null, null, fault, { register: name }), 'refused');
    else
      await reading.plan({
        ...{ thing: 'register', op: 'add', key: write._id, file: reading.fileName, line, write },
        label: `${name} · ${write.marks.length} marks`,
        fields: countsOf(write),
      });
  }
}

/** A register Quad has made and nobody has begun is as good as none. */
function whyNot(before: Standing, { marks }: GivenRegister): 'same' | 'registerTaken' | 'codesDiffer' | null {
  if (isBegun(before.counts) || before.status === 'closed') {
    const given = new Map(marks.map((mark) => [mark.pupil, mark]));
    const marked = before.marks.filter(({ code }) => code !== null);
    const isSame =
      marked.length === marks.length && marked.every((mark) => isAlike(mark, given.get(mark.pupil)));
    return isSame ? 'same' : 'registerTaken';
  }
  return marks.every(({ code }) => codeOf(before.codeSet, code) !== undefined) ? null : 'codesDiffer';
}

function isAlike(mark: Mark, given: GivenMark | undefined): boolean {
  return (
    mark.code === given?.code && mark.minutes === given.minutes && (mark.note ?? '') === (given.note ?? '')
  );
}

function countsOf({ marks, codeSet }: GivenRegister) {
  const counts = countMarks(marks, codeSet);
  return categories
    .filter((category) => counts[category] > 0)
    .map((category) => ({ field: category, before: null, after: String(counts[category]) }));
}
