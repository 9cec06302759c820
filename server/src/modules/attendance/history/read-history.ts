import { codeLabel, codeOf } from '@quad/shared/attendance';
import { lasts } from '../../../platform/database/collection';
import { dayOn } from '../../../platform/http/day';
import { Unusable, type Reading } from '../../../platform/imports/import-kind';
import { openCsv } from '../../../platform/imports/open-csv';
import { idsByCode, spellsOf } from '../../identity';
import { loadTimetable, type Timetable } from '../../schools';
import { ensureCodes } from '../code-sets';
import { faultIn, historyRow, type Fault, type GivenMark } from './history-row';
import { historyColumns, HistoryRowModel, neededColumns, type HistoryRow } from './history-row.model';
import { lessonNamed } from './lesson-named';
import { letterNamed } from './letter-named';
import { planRegisters } from './plan-registers';

const rowsAtOnce = 1_000;
const keptMs = 24 * 3_600_000;

/** Reads marks taken in another system, rows in any order, and plans their registers. @throws Unusable */
export async function readHistory(reading: Reading): Promise<void> {
  const { importId, districtId, schoolId, platform, fileName: file } = reading;
  const timetable = schoolId === null ? null : await loadTimetable(schoolId, platform);
  if (timetable?.school.districtId !== districtId) throw new Unusable({ code: 'noSchool', file, about: {} });
  await ensureCodes(timetable.school.codeSet);
  const say = ({ line, column, value, code, about }: Fault, severity: 'refused' | 'warning') =>
    reading.refuse({ file, line, column, value, severity, code, about });
  const rows = new Rows(reading, timetable, say);
  try {
    await rows.begin();
    const today = dayOn(reading.now(), timetable.school.timeZone);
    for await (const { line, fields } of openCsv(reading, historyColumns, neededColumns)) {
      const row = historyRow(line, fields, today);
      if ('about' in row) await say(row, 'refused');
      else await rows.put(row);
    }
    await rows.stage();
    await planRegisters(reading, timetable, say);
  } finally {
    await HistoryRowModel.deleteMany({ importId });
  }
}

type Say = (fault: Fault, severity: 'refused' | 'warning') => Promise<void>;

/** Finds what rows name, some at a time, and lets them wait in the database. */
class Rows {
  readonly #waiting: GivenMark[] = [];
  readonly #expiresAt = new Date(Date.now() + keptMs);
  /** pupils found before, by their code */
  readonly #known = new Map<string, string>();
  readonly #classes = new Remembered<string | undefined>();
  readonly #lessons = new Remembered<ReturnType<typeof lessonNamed>>();
  #pupils = new Set<string>();

  constructor(
    readonly reading: Reading,
    readonly timetable: Timetable,
    readonly say: Say,
  ) {}

  async begin(): Promise<void> {
    const { importId, districtId } = this.reading;
    const place = { districtId, schoolId: this.timetable.school._id };
    await HistoryRowModel.deleteMany({ importId });
    const ever = await spellsOf('student', place, { from: '0000-01-01', to: '9999-12-31' });
    this.#pupils = new Set(ever.map(({ personId }) => personId));
  }

  async put(row: GivenMark): Promise<void> {
    this.#waiting.push(row);
    if (this.#waiting.length >= rowsAtOnce) await this.stage();
  }

  async stage(): Promise<void> {
    const given = this.#waiting.splice(0);
    const codes = new Set(given.map(({ pupilCode }) => pupilCode).filter((code) => !this.#known.has(code)));
    const met = await idsByCode(this.reading.districtId, [...codes]);
    for (const [code, pupil] of met) if (this.#pupils.has(pupil)) this.#known.set(code, pupil);
    const staged: HistoryRow[] = [];
    for (const row of given) {
      const found = this.#find(row, this.#known.get(row.pupilCode) ?? met.get(row.pupilCode));
      if ('about' in found) await this.say(found, 'refused');
      else staged.push(await this.#withMinutes(row, found));
    }
    if (staged.length === 0) return;
    // the driver's own call: these were made of checked parts, and there may be a year of them
    await HistoryRowModel.collection.insertMany(staged as never[]);
  }

  #find(row: GivenMark, pupil: string | undefined): HistoryRow | Fault {
    const { line, date, classCode, pupilCode, code, period, note } = row;
    const { codeSet } = this.timetable.school;
    const classId = this.#classes.get(`${classCode}|${date}`, () => classOn(this.timetable, classCode, date));
    if (classId === undefined) return faultIn(line, 'class_code', classCode, 'classUnknown');
    if (pupil === undefined) return faultIn(line, 'student_id', pupilCode, 'pupilUnknown');
    if (!this.#pupils.has(pupil)) return faultIn(line, 'student_id', pupilCode, 'pupilElsewhere');
    const key = [classId, date, period, row.starts, row.ends].join('|');
    const lesson = this.#lessons.get(key, () => lessonNamed(this.timetable, classId, date, row));
    if (typeof lesson === 'string') return faultIn(line, 'period', period, lesson);
    const letter = letterNamed(codeSet, code, lesson.starts);
    if (letter === null) return faultIn(line, 'code', code, 'codeUnknown');
    const { importId } = this.reading;
    return {
      ...{ _id: `${importId}:${line}`, importId, classId, date, line, ...lesson, pupil, code: letter },
      ...(note !== '' && { note }),
      expiresAt: this.#expiresAt,
    };
  }

  async #withMinutes({ line, minutes }: GivenMark, found: HistoryRow): Promise<HistoryRow> {
    const { codeSet } = this.timetable.school;
    const takes = codeOf(codeSet, found.code)?.takesMinutes === true;
    if (takes && minutes !== null) return { ...found, minutes };
    const about = { code: codeLabel(codeSet, found.code) };
    const value = minutes === null ? null : String(minutes);
    if (takes || minutes !== null)
      await this.say(
        faultIn(line, 'minutes', value, takes ? 'minutesMissing' : 'minutesIgnored', about),
        'warning',
      );
    return found;
  }
}

const mostRemembered = 20_000;

/** What many rows ask for alike. */
class Remembered<V> {
  readonly #found = new Map<string, V>();

  get(key: string, find: () => V): V {
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const value = find();
    if (this.#found.size >= mostRemembered) this.#found.clear();
    this.#found.set(key, value);
    return value;
  }
}

/** The class that had the code then: of those that have ended since, the one that ended first. */
function classOn({ classes }: Timetable, code: string, date: string): string | undefined {
  const then = classes.filter((each) => lasts(each, date));
  const exact = then.filter((each) => each.code === code);
  const alike =
    exact.length > 0 ? exact : then.filter((each) => each.code.toLowerCase() === code.toLowerCase());
  const last = (to: string | null): string => to ?? '9999-12-31';
  return alike.sort((a, b) => (last(a.to) < last(b.to) ? -1 : 1))[0]?._id;
}
