import type { PupilDay } from '@quad/shared/attendance';
import { pdfMake } from '../../../platform/pdf/pdfmake';

export interface LetterDay {
  date: string;
  lessons: string;
  reasons: string;
  /** thousandths of a day */
  missed: number;
}

export interface Letter {
  school: string;
  pupil: string;
  from: string;
  to: string;
  /** with the distance from UTC */
  asOf: string;
  timeZone: string;
  madeBy: string;
  sum: PupilDay;
  absences: readonly LetterDay[];
}

/** A4, with page numbers. */
export async function* letterPdf(letter: Letter): AsyncGenerator<Uint8Array> {
  const { school, pupil, from, to, asOf, timeZone, madeBy, sum, absences } = letter;
  const printed = `${day(asOf.slice(0, 10))}, ${asOf.slice(11, 16)} (${timeZone}, UTC${asOf.slice(19)})`;
  const document = pdfMake.createPdf({
    info: { title: `Attendance of ${pupil}`, author: school },
    language: 'en-GB',
    pageSize: 'A4',
    pageMargins: [57, 57, 57, 64],
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.3 },
    content: [
      { text: school, fontSize: 10.5, color: '#444' },
      { text: `Attendance of ${pupil}`, fontSize: 20, bold: true, margin: [0, 6, 0, 2] },
      { text: `${day(from)} to ${day(to)}`, margin: [0, 0, 0, 16] },
      { text: inWords(pupil, sum), fontSize: 12, margin: [0, 0, 0, 16] },
      figures(sum),
      { text: 'Absences and late arrivals', fontSize: 13, bold: true, margin: [0, 20, 0, 6] },
      absences.length === 0 ? 'None in this time.' : table(absences),
    ],
    footer: (page, pages) => ({
      columns: [
        { text: `As of ${printed}. Made by ${madeBy} with Quad.`, width: '*' },
        { text: `Page ${page} of ${pages}`, width: 'auto', alignment: 'right' },
      ],
      margin: [57, 18, 57, 0],
      fontSize: 8.5,
      color: '#444',
    }),
  });
  yield await document.getBuffer();
}

function figures({ counts, possible, attended, unexplained }: PupilDay) {
  const rows: [string, string][] = [
    ['Days at school', `${inDays(attended)} of ${inDays(possible)}`],
    ['Attendance', possible === 0 ? '–' : `${((100 * attended) / possible).toFixed(1)} %`],
    ['Lessons missed with a reason', String(counts.excused)],
    ['Lessons missed without an accepted reason', String(counts.absent)],
    ['of these not yet explained', String(unexplained)],
    ['Lessons late', String(counts.late)],
    ['Lessons left early', String(counts.early)],
  ];
  return { layout: 'lightHorizontalLines', table: { widths: ['*', 'auto'], body: rows } };
}

function table(absences: readonly LetterDay[]) {
  const head = ['Day', 'Lessons', 'Reason', 'Days missed'].map((text) => ({ text, bold: true }));
  const body = absences.map(({ date, lessons, reasons, missed }) => [
    day(date),
    lessons,
    reasons,
    { text: missed === 0 ? '–' : inDays(missed), alignment: 'right' as const },
  ]);
  return {
    layout: 'lightHorizontalLines',
    table: { headerRows: 1, dontBreakRows: true, widths: [110, 120, '*', 'auto'], body: [head, ...body] },
  };
}

/** What the figures say, without praise or threat. */
export function inWords(pupil: string, { possible, attended, unexplained }: PupilDay): string {
  if (possible === 0) return `No attendance of ${pupil} was recorded in this time.`;
  const missed = possible - attended;
  if (missed === 0) return `${pupil} was at school on every day that was recorded.`;
  const sentences = [
    `${pupil} was at school for ${inDays(attended)} of ${inDays(possible)} days and missed ${inDays(missed)}.`,
  ];
  if (missed * 10 >= possible)
    sentences.push(
      'That is one day in ten or more, which makes it hard to keep up. Please talk to us about what would help.',
    );
  if (unexplained > 0)
    sentences.push(
      `${unexplained === 1 ? 'For one lesson' : `For ${unexplained} lessons`} we do not know the reason yet. Please tell us.`,
    );
  return sentences.join(' ');
}

/** Thousandths of a day, with a decimal where it is no whole day. */
function inDays(thousandths: number): string {
  return String(Math.round(thousandths / 100) / 10);
}

function day(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  );
}
