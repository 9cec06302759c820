import {
  attendanceOf,
  codeOf,
  countMarks,
  noCounts,
  type Category,
  type CodeSetId,
  type Counts,
  type OwnMark,
  type StudentAttendance,
} from '@quad/shared/attendance';

/** A live mark in the picture of the month: the higher (epoch, ver) of one register wins. */
export function mergeMark(own: StudentAttendance, mark: OwnMark): StudentAttendance {
  if (mark.date !== own.today && !mark.date.startsWith(own.month)) return own;
  const known = own.marks.find(({ registerId }) => registerId === mark.registerId);
  if (known !== undefined && !isLater(mark, known)) return own;
  const others = own.marks.filter((other) => other !== known);
  return { ...own, marks: [...others, mark].sort(byTime) };
}

const onItsWayMs = 10_000;

/** An answer may have been read just before a mark that is shown had come by value; one it does not know any more has left the roll. */
export function withLaterMarks<A extends StudentAttendance>(shown: A, answer: A): A {
  const known = new Set(answer.marks.map(({ registerId }) => registerId));
  const later = shown.marks.filter(
    ({ registerId, at }) => known.has(registerId) || (at !== null && at > answer.now - onItsWayMs),
  );
  return later.reduce((own, mark) => ({ ...own, ...mergeMark(own, mark) }), answer);
}

/** The term so far: what stood before today, and today as it stands now. */
export function termTally(own: StudentAttendance): { counts: Counts; present: number; marked: number } {
  const today = countMarks(marksOf(own, own.today), own.codeSet);
  const counts = noCounts();
  for (const name of Object.keys(counts) as (keyof Counts)[])
    counts[name] = own.before.counts[name] + today[name];
  const { present, marked } = attendanceOf(today);
  return { counts, present: own.before.present + present, marked: own.before.marked + marked };
}

export function marksOf(own: StudentAttendance, date: string): OwnMark[] {
  return own.marks.filter((mark) => mark.date === date).sort(byTime);
}

export function latestMark(marks: readonly OwnMark[]): OwnMark | undefined {
  return marks
    .filter((mark) => mark.code !== null && mark.at !== null)
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0];
}

const worstFirst: readonly Category[] = [
  'absent',
  'late',
  'early',
  'excused',
  'elsewhere',
  'present',
  'notRequired',
];

/** The mark that stands for a whole day: the one somebody may want to ask about. */
export function worstOf(
  marks: readonly OwnMark[],
  set: CodeSetId,
): { letter: string; category: Category } | null {
  const codes = marks
    .map(({ code }) => (code === null ? undefined : codeOf(set, code)))
    .filter((code) => code !== undefined);
  const worst = codes.sort((a, b) => worstFirst.indexOf(a.category) - worstFirst.indexOf(b.category))[0];
  return worst === undefined ? null : { letter: worst.letter, category: worst.category };
}

/** `2026-03` and so many months on. */
export function addMonths(month: string, months: number): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  const total = year * 12 + index - 1 + months;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** The days of a month, with as many `null` before them as the week has days before the first. Weeks begin on Monday. */
export function daysOf(month: string): (string | null)[] {
  const first = new Date(`${month}-01T12:00:00Z`);
  const lead = (first.getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const days = Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  return [...Array.from({ length: lead }, () => null), ...days];
}

function isLater(a: OwnMark, b: OwnMark): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.ver > b.ver);
}

function byTime(a: OwnMark, b: OwnMark): number {
  return a.date === b.date ? a.starts.localeCompare(b.starts) : a.date.localeCompare(b.date);
}
